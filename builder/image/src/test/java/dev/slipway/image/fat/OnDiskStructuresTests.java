package dev.slipway.image.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The structures against bytes made by hand after the specification.
class OnDiskStructuresTests {

    private static final HexFormat HEX = HexFormat.of();

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HEX.parseHex(hex.replace(" ", ""))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return HEX.formatHex(bytes);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.wrap(new byte[size]).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// 2026-11-21 13:37:42 is 01101 100101 10101 (13, 37, 21) and 0101110 1011 10101 (46, 11, 21).
    private static final String ENTRY = "4752554220202020434647 20 00 00 b56c 755d 755d 0100 b56c 755d 0302 78563412";

    private static final DirectoryEntry ENTRY_VALUE = new DirectoryEntry(
            ShortName.of("GRUB", "CFG"),
            DirectoryEntry.ARCHIVE,
            0,
            Instant.parse("2026-11-21T13:37:42Z"),
            0x1_0203,
            0x1234_5678);

    @Test
    void directoryEntryEncodesToTheLiteralBytes() {
        ByteBuffer out = buffer(32);
        ENTRY_VALUE.encode(out);
        assertThat(hex(out)).isEqualTo(ENTRY.replace(" ", ""));
    }

    @Test
    void directoryEntryDecodesFromTheLiteralBytes() {
        assertThat(DirectoryEntry.decode(bytes(ENTRY))).isEqualTo(ENTRY_VALUE);
    }

    private static final String LONG_ENTRY =
            "42 6500 7800 7400 0000 ffff 0f 00 7a ffff ffff ffff ffff ffff ffff 0000 ffff ffff";

    @Test
    void longNameEntryEncodesTheLastPartWithItsFilling() {
        ByteBuffer out = buffer(32);
        LongNameEntry.of("thirteen-long.ext".substring(1), 2, 0x7A).encode(out);
        assertThat(hex(out)).isEqualTo(LONG_ENTRY.replace(" ", ""));
    }

    @Test
    void longNameEntryDecodesFromTheLiteralBytes() {
        LongNameEntry entry = LongNameEntry.decode(bytes(LONG_ENTRY));
        assertThat(entry.ordinal()).isEqualTo(2);
        assertThat(entry.last()).isTrue();
        assertThat(entry.checksum()).isEqualTo(0x7A);
        assertThat(entry.text()).isEqualTo("ext");
    }

    @Test
    void longNameEntryWhenThePartIsFullHasNoFilling() {
        LongNameEntry entry = LongNameEntry.of("0123456789abc", 1, 0);
        assertThat(entry.units()).isEqualTo("0123456789abc");
        assertThat(entry.last()).isTrue();
        assertThat(LongNameEntry.countFor("0123456789abc")).isEqualTo(1);
        assertThat(LongNameEntry.countFor("0123456789abcd")).isEqualTo(2);
    }

    @Test
    void checksumFollowsTheSpecification() {
        // Rotate right by one bit, add the next byte: few enough bytes to do it by hand.
        assertThat(new ShortName("\0".repeat(11)).checksum()).isZero();
        assertThat(new ShortName("\0".repeat(10) + "\u0007").checksum()).isEqualTo(7);
        assertThat(new ShortName("\0".repeat(9) + "\u0001\0").checksum()).isEqualTo(0x80);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1980-01-01T00:00:00Z",
        "1979-12-31T23:59:59Z, 1980-01-01T00:00:00Z",
        "2026-02-28T12:34:57.9Z, 2026-02-28T12:34:56Z",
        "2107-12-31T23:59:59Z, 2107-12-31T23:59:58Z",
        "2300-01-01T00:00:00Z, 2107-12-31T23:59:58Z",
    })
    void timeIsClampedAndCutToTwoSeconds(Instant instant, Instant expected) {
        assertThat(FatTime.of(instant).toInstant()).isEqualTo(expected);
    }

    @Test
    void timeWhenWordsAreNoDateIsTheBeginning() {
        assertThat(new FatTime(0, 0).toInstant()).isEqualTo(Instant.parse("1980-01-01T00:00:00Z"));
        assertThat(new FatTime(0xFFFF, 0xFFFF).toInstant()).isEqualTo(Instant.parse("1980-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // Two entries of 12 bits in three bytes, low nibble first.
        "FAT12, f8ffff 034000 ffffff 0000",
        "FAT16, f8ff ffff 0300 0400 ffff ffff",
        "FAT32, f8ffff0f ffffff0f 03000000 04000000 ffffff0f ffffff0f",
    })
    void tableOfARunOfThreeAndARunOfOne(FatType type, String expected) throws IOException {
        FatGeometry geometry = new FatGeometry(type, 1, 1, 1, 0, 100, 200);
        Image table = FileAllocationTable.of(geometry, List.of(3L, 1L));
        assertThat(table.size()).isEqualTo(512);
        String hex = HEX.formatHex(table.toByteArray(512));
        String literal = expected.replace(" ", "");
        assertThat(hex).startsWith(literal);
        assertThat(hex.substring(literal.length())).matches("0*");
    }

    private static BootSector floppy() {
        return new BootSector(512, 1, 1, 2, 224, 2880, 9, 63, 0, 0xCAFE_F00DL, ShortName.ofLabel("CIDATA"), false);
    }

    private static final String BOOT_SECTOR = "eb3c90 4d5357494e342e31 0002 01 0100 02 e000 400b f8 0900 3f00 ff00"
            + "3f000000 00000000 80 00 29 0df0feca 4349444154412020202020 4641543132202020 cd18 ebfe";

    @Test
    void bootSectorEncodesToTheLiteralBytes() {
        ByteBuffer out = buffer(512);
        floppy().encode(out);
        String hex = hex(out);
        assertThat(hex).startsWith(BOOT_SECTOR.replace(" ", "")).endsWith("000055aa");
    }

    @Test
    void bootSectorDecodesFromTheLiteralBytes() throws IOException {
        assertThat(BootSector.decode(bootSector())).isEqualTo(floppy());
        assertThat(floppy().type()).isEqualTo(FatType.FAT12);
        assertThat(floppy().clusters()).isEqualTo(2847);
    }

    private static ByteBuffer bootSector() {
        return buffer(512).put(bytes(BOOT_SECTOR)).putShort(510, (short) 0xAA55).rewind();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        510 | 0 | expected signature 0xaa55, found 0xaa00
        11 | 1 | expected sectors of 512 to 4096 bytes, found 513
        12 | 64 | expected sectors of 512 to 4096 bytes, found 16384
        13 | 3 | expected clusters of 1 to 128 sectors, found 3
        13 | 0 | expected clusters of 1 to 128 sectors, found 0
        14 | 0 | expected reserved sectors, found 0
        16 | 0 | expected 1 to 4 tables, found 0
        16 | 5 | expected 1 to 4 tables, found 5
        17 | 0 | expected root entries, found 0
        20 | 0 | expected more than 33 sectors
        22 | 8 | expected a table of 9 sectors for 2849 clusters, found 8
        22 | 0 | expected no root entries on FAT32, found 224
        """)
    void bootSectorWhenAByteIsAbsurdSaysWhatWasExpected(int offset, int value, String message) {
        ByteBuffer sector = bootSector().put(offset, (byte) value);
        if (offset == 20) {
            sector.put(19, (byte) 33);
        } else if (offset == 17) {
            sector.put(17, (byte) 0).put(18, (byte) 0);
        }
        assertThatThrownBy(() -> BootSector.decode(sector))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("FAT boot sector at byte ")
                .hasMessageContaining(message.strip());
    }
}
