package dev.slipway.ova.vmdk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged and malicious files end in one exception that tells the place.
class VmdkCorruptionTests {

    @TempDir
    private Path work;

    static Stream<Arguments> hostile() {
        int table = HandmadeVmdk.TABLE;
        return Stream.of(
                hostile(
                        "directory beyond the file",
                        "VMDK grain directory at byte 0: expected at a sector of the file, "
                                + "which has 13, found at sector 1000",
                        file -> directory(file, 1000)),
                hostile(
                        "directory before the file",
                        "found at sector 18446744073709551614",
                        file -> directory(file, -2)),
                hostile("directory nowhere", "found at sector 0", file -> directory(file, 0)),
                hostile(
                        "footer without a directory",
                        "VMDK footer at byte 5632: does not say where",
                        file -> directory(file, -1)),
                hostile(
                        "footer of another disk",
                        "VMDK footer at byte 5632: does not say the same as the header",
                        file -> file.putLong(HandmadeVmdk.FOOTER + HandmadeVmdk.CAPACITY, 16)),
                hostile(
                        "no footer",
                        "VMDK footer at byte 5632: expected magic number 4b444d56, found 00000000: "
                                + "the file was cut off or damaged",
                        file -> file.putInt(HandmadeVmdk.FOOTER, 0)),
                hostile(
                        "no marker of the footer",
                        "VMDK marker at byte 5120",
                        file -> file.putInt(HandmadeVmdk.FOOTER_MARKER + 12, 2)),
                hostile(
                        "no end of the stream",
                        "VMDK marker at byte 6144",
                        file -> file.putInt(HandmadeVmdk.END_OF_STREAM + 8, 7)),
                hostile(
                        "capacity absurd",
                        "a capacity of 9223372036854775807 sectors is more than",
                        file -> file.putBoth(HandmadeVmdk.CAPACITY, Long.MAX_VALUE)),
                hostile(
                        "capacity negative",
                        "a capacity of 18446744073709551615 sectors is more than",
                        file -> file.putBoth(HandmadeVmdk.CAPACITY, -1)),
                hostile(
                        "capacity larger than the directory",
                        "VMDK grain directory at byte 4608: expected 524288 bytes "
                                + "for a disk of 134217728 sectors, but the file ends at byte 6656",
                        file -> file.putBoth(HandmadeVmdk.CAPACITY, 1 << 27)
                                .descriptor(HandmadeVmdk.DESCRIPTOR_TEXT.replace(" 24 ", " 134217728 "))),
                hostile(
                        "capacity of the descriptor",
                        "an extent of 25 sectors, but the header says 24",
                        file -> file.descriptor(HandmadeVmdk.DESCRIPTOR_TEXT.replace(" 24 ", " 25 "))),
                hostile(
                        "descriptor beyond the file",
                        "a descriptor of 2 sectors at sector 5000",
                        file -> file.putLong(HandmadeVmdk.DESCRIPTOR_OFFSET, 5000)),
                hostile(
                        "descriptor negative",
                        "a descriptor of 18446744073709551615 sectors",
                        file -> file.putLong(HandmadeVmdk.DESCRIPTOR_SIZE, -1)),
                hostile(
                        "no descriptor",
                        "one of several extents",
                        file -> file.putLong(HandmadeVmdk.DESCRIPTOR_OFFSET, 0)),
                hostile(
                        "room before the grains",
                        "100 sectors before the first grain, but the file ends at byte 6656",
                        file -> file.putLong(HandmadeVmdk.OVERHEAD, 100)),
                hostile(
                        "flat disk",
                        "a disk of type 'monolithicFlat' with an extent of type FLAT",
                        file -> file.descriptor(HandmadeVmdk.DESCRIPTOR_TEXT
                                .replace("streamOptimized", "monolithicFlat")
                                .replace("SPARSE", "FLAT"))),
                hostile(
                        "table beyond the file",
                        "VMDK grain table at byte 51200: expected 512 bytes",
                        file -> file.putInt(HandmadeVmdk.DIRECTORY, 100)),
                hostile(
                        "tables upon each other",
                        "the grain tables at sectors 7 and 7 lie upon each other",
                        file -> file.putBoth(HandmadeVmdk.CAPACITY, 2048)
                                .descriptor(HandmadeVmdk.DESCRIPTOR_TEXT.replace(" 24 ", " 2048 "))
                                .putInt(HandmadeVmdk.DIRECTORY + 4, 7)),
                hostile(
                        "grain beyond the file",
                        "VMDK grain table at byte 3588: grain 1 would begin at sector 4294967295",
                        file -> file.putInt(table + 4, -1)),
                hostile(
                        "grain behind the disk",
                        "VMDK grain table at byte 3596: grain 3 lies behind the end",
                        file -> file.putInt(table + 12, 3)),
                hostile(
                        "two grains in one place",
                        "two grains lie in the same place",
                        file -> file.putInt(table + 4, 3)),
                hostile(
                        "zeroed grain where there are none",
                        "expected the grain of sector 8, found",
                        file -> file.putInt(table + 4, 1)),
                hostile(
                        "grain of another place",
                        "VMDK grain at byte 2048: expected the grain of sector 8, " + "found that of sector 16",
                        file -> file.putLong(2048, 16)),
                hostile(
                        "grain out of the disk",
                        "found that of sector 9223372036854775808",
                        file -> file.putLong(2048, Long.MIN_VALUE)),
                hostile(
                        "grain without data",
                        "expected 1 to 8192 bytes of deflated data, found 0",
                        file -> file.putInt(2048 + 8, 0)),
                hostile(
                        "grain with too much data",
                        "expected 1 to 8192 bytes of deflated data, found 4294967295",
                        file -> file.putInt(2048 + 8, -1)),
                hostile(
                        "grain beyond the end",
                        "8000 bytes of deflated data, but the file ends at byte 6656",
                        file -> file.putInt(2048 + 8, 8000)),
                hostile(
                        "bomb",
                        "VMDK grain at byte 2048: grain 1: zlib block",
                        file -> file.grain(1, 8, new byte[100_000])),
                hostile(
                        "grain that is too short",
                        "grain 1: expected 4096 bytes, found 4095",
                        file -> file.grain(1, 8, Arrays.copyOf(HandmadeVmdk.filled('x'), 4095))),
                hostile(
                        "checksum",
                        "VMDK grain at byte 2048: grain 1: zlib checksum",
                        file -> file.putInt(2048 + 12 + deflatedBytes(file) - 4, 1)));
    }

    /// Of the second grain.
    private static int deflatedBytes(HandmadeVmdk file) {
        return file.bytes()[2048 + 8] & 0xFF;
    }

    private static HandmadeVmdk directory(HandmadeVmdk file, long sector) {
        return file.putLong(HandmadeVmdk.FOOTER + HandmadeVmdk.DIRECTORY_OFFSET, sector);
    }

    private static Arguments hostile(String name, String message, UnaryOperator<HandmadeVmdk> change) {
        return Arguments.of(name, message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void expandWhenTheFileIsHostileTellsWhere(String name, String message, UnaryOperator<HandmadeVmdk> change) {
        Image file = change.apply(new HandmadeVmdk()).image();
        assertThatThrownBy(() -> VmdkFile.open(file).expandTo(work.resolve("raw"), Progress.NONE))
                .as(name)
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining(message);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void openWhenCutOffAnywhereIsRefused() {
        byte[] whole = new HandmadeVmdk().bytes();
        for (int length = 0; length < whole.length; length += length < 100 || length % 512 > 508 ? 1 : 509) {
            Image file = Image.ofBytes(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> VmdkFile.open(file)).isInstanceOf(MalformedImageException.class);
        }
    }

    @Test
    void openWhenAnotherKindOfFileSaysWhich() {
        assertThatThrownBy(() ->
                        VmdkFile.open(Image.ofBytes("COWD and more".repeat(100).getBytes(US_ASCII))))
                .hasMessageContaining("a sparse disk of old ESX hosts (COWD) is not read");
        assertThatThrownBy(() -> VmdkFile.open(Image.ofBytes("# Disk DescriptorFile\nversion=1\n".getBytes(US_ASCII))))
                .hasMessageContaining("whose data lie in other files (flat or split)");
        assertThatThrownBy(() -> VmdkFile.open(Image.empty())).isInstanceOf(MalformedImageException.class);
        assertThatThrownBy(() -> VmdkFile.open(Image.zeros(4096)))
                .hasMessage("VMDK header at byte 0: expected magic number 4b444d56, found 00000000");
    }

    @Test
    void expandWhenAnyBitIsFlippedEndsWithTheDiskOrAMalformedImage() throws IOException {
        byte[] whole = new HandmadeVmdk().bytes();
        SplittableRandom random = new SplittableRandom(42);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            refused += isRefused(broken) ? 1 : 0;
        }
        // Most of the file is padding; but what is no padding is checked.
        assertThat(refused).isGreaterThan(300);
    }

    /// A flip within a written file, whose grains have checksums.
    @Test
    void verifyWhenABitOfAGrainIsFlippedIsRefused() throws IOException {
        Path file = work.resolve("x.vmdk");
        VmdkWriter.write(RandomDisks.of(3), VmdkOptions.of(1), file, Progress.NONE);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(43);
        for (int i = 0; i < 100; i++) {
            byte[] broken = whole.clone();
            // Noise and text begin behind the room before the grains, and the padding is a small part.
            int at = 128 * 512 + 12 + random.nextInt(100_000);
            broken[at] ^= (byte) (1 << random.nextInt(8));
            if (isRefused(broken)) {
                continue;
            }
            byte[] padding = Arrays.copyOfRange(whole, at, at + 1);
            assertThat(padding).containsOnly(0);
        }
    }

    private static boolean isRefused(byte[] file) throws IOException {
        try {
            VmdkFile vmdk = VmdkFile.open(Image.ofBytes(file));
            vmdk.verify(Progress.NONE);
            if (vmdk.isReusable()) {
                vmdk.withGrains(new TreeMap<>());
            }
            return false;
        } catch (MalformedImageException e) {
            return true;
        }
    }
}
