package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.DirectoryRecordTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RockRidgeTests {

    private static final Instant TIME = Instant.parse("2026-11-21T05:22:39Z");

    /// RRIP 1.12, 4.1.1: mode 0100644 (0x81A4), one link, owner 1000, group 100, serial number 7.
    private static final String PX = "5058 2c 01" + "a4810000000081a4" + "0100000000000001" + "e8030000000003e8"
            + "6400000000000064" + "0700000000000007";

    /// RRIP 1.12, 4.1.6: modification, access and attributes in the short form.
    private static final String TF = "5446 1a 01 0e" + "7e0b1505162700".repeat(3);

    @Test
    void sharingProtocolWhenEncodedIsAsSuspHasIt() {
        assertThat(encoded(RockRidge.sharingProtocol())).isEqualTo(bytes("5350 07 01 beef 00"));
    }

    @Test
    void attributesWhenEncodedAreAsRripHasThem() {
        Inode inode = Inode.of(new RegularFile(Metadata.of(0644, TIME).withOwner(1000, 100), Image.empty()), 7);
        inode.link();

        assertThat(encoded(RockRidge.attributes(inode))).isEqualTo(bytes(PX));
    }

    @Test
    void timesWhenOfThisCenturyAreShort() {
        assertThat(encoded(RockRidge.times(TIME))).isEqualTo(bytes(TF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1899-12-31T23:59:59Z", "2156-01-01T00:00:00Z", "1900-01-01T00:00:00Z"})
    void timesWhenFarOffAreKept(String time) throws MalformedImageException {
        Instant instant = Instant.parse(time);

        assertThat(RockRidgeAttributes.of(List.of(RockRidge.times(instant)), 0).modified())
                .contains(instant);
    }

    @Test
    void nameWhenLongComesInParts() throws MalformedImageException {
        String name = "n".repeat(255);

        List<SystemUseEntry> parts = RockRidge.name(FileName.of(name));

        assertThat(parts).hasSize(2);
        assertThat(encoded(parts.getFirst())).startsWith(bytes("4e4d ff 01 01"));
        assertThat(encoded(parts.getLast())).isEqualTo(bytes("4e4d 0a 01 00 6e6e6e6e6e"));
        assertThat(RockRidgeAttributes.of(parts, 0).name()).asString().isEqualTo(name);
    }

    @Test
    void symlinkWhenOfSeveralComponentsIsAsRripHasIt() {
        List<SystemUseEntry> entries = SymlinkTarget.encode("/usr/../bin/.".getBytes(StandardCharsets.US_ASCII));

        assertThat(entries).hasSize(1);
        assertThat(encoded(entries.getFirst()))
                .isEqualTo(bytes("534c 15 01 00" + "0800" + "0003 757372" + "0400" + "0003 62696e" + "0200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "//", "a", "a/", "a//b", "//a//", ".", "..", "./", "../..", "/.", "/..", "...", "a/./b/../c"
            })
    void symlinkWhenReadBackIsTheSame(String target) throws MalformedImageException {
        assertThat(roundTrip(target)).isEqualTo(target);
    }

    @Test
    void symlinkWhenOfAnyLengthIsTheSameAndEndsEntriesWithinText() throws MalformedImageException {
        for (int length = 200; length < 800; length++) {
            String target = "abcde/".repeat(200).substring(0, length - length % 7) + "z".repeat(length % 7 + 1);

            assertThat(roundTrip(target)).isEqualTo(target);
        }
        for (int length = 1; length < 4096; length += 13) {
            String target = "q".repeat(length);

            assertThat(roundTrip(target)).isEqualTo(target);
        }
    }

    @Test
    void deviceWhenItsNumbersAreSmallIsInTheLowWord() {
        Special device = new Special(Metadata.of(0600, TIME), Special.Kind.BLOCK_DEVICE, 8, 17);

        assertThat(encoded(RockRidge.device(device)))
                .isEqualTo(bytes("504e 14 01" + "0000000000000000" + "1108000000000811"));
    }

    @Test
    void deviceWhenItsNumbersAreLargeIsInBothWords() throws MalformedImageException {
        Special device = new Special(Metadata.of(0600, TIME), Special.Kind.BLOCK_DEVICE, 259, 300);

        SystemUseEntry entry = RockRidge.device(device);

        assertThat(encoded(entry)).isEqualTo(bytes("504e 14 01" + "0301000000000103" + "2c0100000000012c"));
        RockRidgeAttributes read = RockRidgeAttributes.of(List.of(entry), 0);
        assertThat(read.major()).isEqualTo(259);
        assertThat(read.minor()).isEqualTo(300);
    }

    @Test
    void deviceWhenXorrisoRecordedALinuxNumberIsTakenApart() throws MalformedImageException {
        // What xorriso 1.5.4 writes for block device 259:300.
        SystemUseEntry entry = new SystemUseEntry("PN", 1, bytes("0000000000000000" + "2c0311000011032c"));

        RockRidgeAttributes read = RockRidgeAttributes.of(List.of(entry), 0);

        assertThat(read.major()).isEqualTo(259);
        assertThat(read.minor()).isEqualTo(300);
    }

    @Test
    void entriesWhenTheyDoNotFitGoOnInAnArea() throws IOException {
        SystemUseArea.Space space = new SystemUseArea.Space();
        List<SystemUseEntry> entries = RockRidge.name(FileName.of("n".repeat(255)));

        SystemUseArea area = SystemUseArea.split(entries, 200, space);

        assertThat(area.bytesInRecord()).isEqualTo(28);
        assertThat(space.blocks()).isEqualTo(1);
        byte[] written = new byte[Blocks.BLOCK_BYTES + 200];
        ByteBuffer out = BothOrders.wrap(written).position(Blocks.BLOCK_BYTES);
        area.encode(out, 0, 0);
        byte[] field = java.util.Arrays.copyOfRange(written, Blocks.BLOCK_BYTES, Blocks.BLOCK_BYTES + 28);
        // Block 0, offset 0, 265 bytes.
        assertThat(field).isEqualTo(bytes("4345 1c 01" + "00".repeat(16) + "0901000000000109"));
        try (ImageReader reader = ImageReader.of(Image.ofBytes(written))) {
            assertThat(new SystemUseReader(reader, 0).read(field, 0, 0)).isEqualTo(entries);
        }
    }

    @Test
    void continuationWhenItLeadsToItselfEnds() throws IOException {
        byte[] field = bytes("4345 1c 01" + "00".repeat(16) + "1c0000000000001c");
        byte[] block = java.util.Arrays.copyOf(field, Blocks.BLOCK_BYTES);

        try (ImageReader reader = ImageReader.of(Image.ofBytes(block))) {
            SystemUseReader entries = new SystemUseReader(reader, 0);
            assertThatThrownBy(() -> entries.read(field, 0, 1234))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessage("continuation area at byte 1234: more than 32 for one record");
        }
    }

    @Test
    void entryWhenLongerThanItsFieldTellsWhere() throws IOException {
        try (ImageReader reader = ImageReader.of(Image.empty())) {
            SystemUseReader entries = new SystemUseReader(reader, 0);
            assertThatThrownBy(() -> entries.read(bytes("4e4d 0a 01 00 61"), 0, 100))
                    .hasMessage("system use entry 'NM' at byte 100: expected a length of 4 to 6, found 10");
        }
    }

    private static String roundTrip(String target) throws MalformedImageException {
        List<SystemUseEntry> entries = SymlinkTarget.encode(target.getBytes(StandardCharsets.UTF_8));
        return new String(RockRidgeAttributes.of(entries, 0).target(), StandardCharsets.UTF_8);
    }

    private static byte[] encoded(SystemUseEntry entry) {
        byte[] bytes = new byte[entry.bytes()];
        entry.encode(BothOrders.wrap(bytes));
        return bytes;
    }
}
