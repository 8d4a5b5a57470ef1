package dev.slipway.image.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Structures as literal bytes, in both directions where we read and write them.
class OnDiskStructuresTests {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void extentHeaderIsTwelveBytes() throws MalformedImageException {
        byte[] bytes = hex("0AF3 0100 0400 0200 00000000");
        ExtentHeader header = new ExtentHeader(1, 4, 2);
        ByteBuffer out = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        header.encode(out);
        assertThat(out.array()).isEqualTo(bytes);
        assertThat(ExtentHeader.decode(little(Arrays.copyOf(bytes, 60)), 0)).isEqualTo(header);
    }

    @Test
    void decodeWhenTheExtentHeadersSignatureIsWrongNamesThePlace() {
        assertThatThrownBy(() -> ExtentHeader.decode(little(hex("0BF3 0100 0400 0000 00000000")), 77))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("ext4 extent tree at byte 77: expected signature 0xF30A, found 0xF30B");
    }

    @Test
    void extentIsTwelveBytesAndTellsWhetherItIsWritten() {
        byte[] written = hex("05000000 0080 0100 02000000");
        byte[] unwritten = hex("05000000 0380 0100 02000000");
        FileExtent longest = new FileExtent(5, 32_768, true, (1L << 32) + 2);
        FileExtent setAside = new FileExtent(5, 3, false, (1L << 32) + 2);
        ByteBuffer out = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        longest.encode(out);
        setAside.encode(out);
        assertThat(Arrays.copyOf(out.array(), 12)).isEqualTo(written);
        assertThat(Arrays.copyOfRange(out.array(), 12, 24)).isEqualTo(unwritten);
        assertThat(FileExtent.decode(little(written))).isEqualTo(longest);
        assertThat(FileExtent.decode(little(unwritten))).isEqualTo(setAside);
    }

    @Test
    void extentIndexIsTwelveBytes() {
        byte[] bytes = hex("05000000 02000000 0100 0000");
        ExtentIndex index = new ExtentIndex(5, (1L << 32) + 2);
        ByteBuffer out = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        index.encode(out);
        assertThat(out.array()).isEqualTo(bytes);
        assertThat(ExtentIndex.decode(little(bytes))).isEqualTo(index);
    }

    @Test
    void directoryEntryIsPaddedToItsLength() {
        ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        new DirectoryEntry(11, 16, 1, "hello".getBytes(StandardCharsets.US_ASCII)).encode(out);
        assertThat(out.array()).isEqualTo(hex("0B000000 1000 05 01 68656C6C6F 000000"));
        assertThat(out.position()).isEqualTo(16);
    }

    @Test
    void journalSuperblockIsBigEndian() {
        byte[] bytes = new JournalSuperblock(4096, 1024, new UUID(0x0102030405060708L, 0x090A0B0C0D0E0F10L)).encode();
        assertThat(bytes).hasSize(4096);
        assertThat(Arrays.copyOf(bytes, 68)).isEqualTo(hex("""
                        C03B3998 00000004 00000000
                        00001000 00000400 00000001
                        00000001 00000000 00000000
                        00000000 00000000 00000000
                        01020304 05060708 090A0B0C 0D0E0F10
                        00000001
                        """));
    }

    @Test
    void inodeKeepsTimesBehind2038AndSizesBehind4Gibibytes() {
        Instant time = Instant.ofEpochSecond((1L << 32) + 5, 999_999_999);
        Inode inode = new Inode(
                0100644, 70_000, (5L << 32) + 7, time, 80_000, 1, (1L << 33) + 1, Inode.EXTENTS, new byte[60]);
        ByteBuffer bytes = little(inode.encode(new UUID(1, 2), 12));
        Inode read = Inode.decode(bytes);
        assertThat(read.modified()).isEqualTo(time);
        assertThat(read.size()).isEqualTo(inode.size());
        assertThat(read.uid()).isEqualTo(70_000);
        assertThat(read.gid()).isEqualTo(80_000);
        // i_mtime, i_mtime_extra and i_blocks_high, where the documentation has them.
        assertThat(bytes.getInt(0x10)).isEqualTo(5);
        assertThat(bytes.getInt(0x88)).isEqualTo((999_999_999 << 2) | 1);
        assertThat(bytes.getShort(0x74)).isEqualTo((short) 2);
    }

    /// The check value of CRC-32C is E3069283; here it is not inverted at the end.
    @Test
    void checksumIsTheOneOfItsCheckValue() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Checksum.plain().with(digits, 0, digits.length).value()).isEqualTo(~0xE3069283);
    }

    @Test
    void sparseGroupsArePowersOfThreeFiveAndSeven() {
        assertThat(java.util.stream.LongStream.range(0, 400).filter(Features::isSparse))
                .containsExactly(0L, 1L, 3L, 5L, 7L, 9L, 25L, 27L, 49L, 81L, 125L, 243L, 343L);
    }
}
