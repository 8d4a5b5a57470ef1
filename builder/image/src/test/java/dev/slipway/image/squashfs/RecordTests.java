package dev.slipway.image.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.Compression.Method;
import dev.slipway.image.tree.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The structures of the format byte by byte, both ways.
class RecordTests {

    private static final InodeHeader HEADER = new InodeHeader(0755, 1, 2, 0x5F5E_1000, 7);
    /// What follows the type: mode 0755, uid 1, gid 2, time, number 7.
    private static final String HEADER_HEX = "ed01 0100 0200 00105e5f 07000000";

    private static final byte[] SUPERBLOCK = bytes("""
            68737173 05000000 00105e5f 00000200
            01000000 0600 1100 c004 0100 0400 0000
            2000000000000000 0030000000000000
            0020000000000000 ffffffffffffffff
            0010000000000000 0011000000000000
            0018000000000000 0019000000000000""");

    @Test
    void superblockWhenEncodedAndDecodedKeepsEveryByte() throws IOException {
        Superblock superblock = new Superblock(
                5,
                0x5F5E_1000,
                128 << 10,
                1,
                Method.ZSTD,
                0x4C0,
                1,
                0x20,
                0x3000,
                0x2000,
                -1,
                0x1000,
                0x1100,
                0x1800,
                0x1900);
        assertThat(superblock.encode()).isEqualTo(SUPERBLOCK);
        assertThat(Superblock.decode(buffer(SUPERBLOCK), 0x3000)).isEqualTo(superblock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 expected magic 0x73717368, found 0x73717369",
                "13 expected a block of 4 KiB to 1 MiB, found 131328 with log 17",
                "20 expected compression 1 (gzip), 4 (xz), 5 (lz4) or 6 (zstd), found 7",
                "28 expected version 4.0, found 5.0",
                "40 expected a size of 96 to 12288 bytes, found 12289"
            })
    void superblockWhenAByteIsWrongNamesItsPlace(String expected) {
        int offset = Integer.parseInt(expected.substring(0, expected.indexOf(' ')));
        byte[] broken = SUPERBLOCK.clone();
        broken[offset]++;
        String problem = expected.substring(expected.indexOf(' ') + 1).replace("131328 with", "131328 bytes with");
        assertThatThrownBy(() -> Superblock.decode(buffer(broken), 0x3000))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("squashfs superblock at byte %d: %s".formatted(offset == 13 ? 12 : offset, problem));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 72, 48, 80, 56})
    void superblockWhenATableLiesBeyondTheEndNamesItsPlace(int offset) {
        byte[] broken = SUPERBLOCK.clone();
        buffer(broken).putLong(offset, 0x3001);
        assertThatThrownBy(() -> Superblock.decode(buffer(broken), 0x3000))
                .hasMessageStartingWith("squashfs superblock at byte %d: ".formatted(offset));
    }

    @Test
    void directoryWhenSmallIsBasic() throws IOException {
        assertInode(
                "0100" + HEADER_HEX + "34120000 03000000 1300 2000 09000000",
                new DirectoryInode(HEADER, 3, 0x1234, 0x20, 16, 9, 0, Inode.NO_XATTRS));
    }

    @Test
    void directoryWhenIndexedIsExtended() throws IOException {
        assertInode(
                "0800" + HEADER_HEX + "03000000 03000100 34120000 09000000 0500 2000 06000000",
                new DirectoryInode(HEADER, 3, 0x1234, 0x20, 0x10000, 9, 5, 6));
    }

    @Test
    void fileWhenSmallIsBasic() throws IOException {
        assertInode(
                "0200" + HEADER_HEX + "60000000 02000000 0a000000 ffffffff",
                new FileInode(HEADER, 0x60, 0xFFFF_FFFFL, 0, 1, 2, 10, Inode.NO_XATTRS));
    }

    @Test
    void fileWhenOf4GibIsExtended() throws IOException {
        assertInode(
                "0900" + HEADER_HEX
                        + "6000000000000000 0000000001000000 0010000000000000 02000000 ffffffff 00000000 ffffffff",
                new FileInode(HEADER, 0x60, 1L << 32, 4096, 2, FileInode.NO_FRAGMENT, 0, Inode.NO_XATTRS));
    }

    @Test
    void symlinkWhenItHasXattrsHasThemBehindTheTarget() throws IOException {
        assertInode(
                "0300" + HEADER_HEX + "01000000 03000000 612f62",
                new SymlinkInode(HEADER, 1, buffer(bytes("612f62")), Inode.NO_XATTRS));
        assertInode(
                "0a00" + HEADER_HEX + "01000000 03000000 612f62 04000000",
                new SymlinkInode(HEADER, 1, buffer(bytes("612f62")), 4));
    }

    @Test
    void deviceWhenNumbersAreLargeSplitsTheMinor() throws IOException {
        assertInode(
                "0400" + HEADER_HEX + "01000000 cdbcfaab",
                new DeviceInode(HEADER, InodeType.BLOCK_DEVICE, 1, 0xABC & 0xFFF, 0xABFCD & 0xFFFFF, Inode.NO_XATTRS));
    }

    @Test
    void pipeWhenItHasXattrsIsExtended() throws IOException {
        assertInode("0600" + HEADER_HEX + "02000000", new PipeInode(HEADER, InodeType.FIFO, 2, Inode.NO_XATTRS));
        assertInode("0e00" + HEADER_HEX + "02000000 03000000", new PipeInode(HEADER, InodeType.SOCKET, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 0xFFFF})
    void inodeWhenTypeIsUnknownThrows(int type) {
        byte[] bytes = bytes("0000" + HEADER_HEX + "02000000");
        buffer(bytes).putShort((short) type);
        assertThatThrownBy(() -> Inode.read(cursor(bytes)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("squashfs inode at byte 0: expected a type of 1 to 14, found %d".formatted(type));
    }

    @Test
    void directoryEntryWhenEncodedAndReadKeepsEveryByte() throws IOException {
        DirectoryEntry entry = new DirectoryEntry(0x120, -2, InodeType.SYMLINK, FileName.of("etc"));
        byte[] expected = bytes("2001 feff 0300 0200 657463");
        assertThat(encode(entry)).isEqualTo(expected);
        assertThat(DirectoryEntry.read(cursor(expected))).isEqualTo(entry);
        expected[9] = '/';
        assertThatThrownBy(() -> DirectoryEntry.read(cursor(expected)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("holds '/'");
    }

    @Test
    void smallRecordsWhenEncodedAndDecodedKeepEveryByte() {
        assertThat(encode(new DirectoryHeader(256, 0x4000, 12))).isEqualTo(bytes("ff000000 00400000 0c000000"));
        assertThat(DirectoryHeader.decode(buffer(bytes("ff000000 00400000 0c000000"))))
                .isEqualTo(new DirectoryHeader(256, 0x4000, 12));
        assertThat(DirectoryHeader.decode(buffer(bytes("00010000 00400000 0c000000")))
                        .count())
                .isZero();
        assertThat(encode(new DirectoryIndexEntry(8192, 0x30, FileName.of("n"))))
                .isEqualTo(bytes("00200000 30000000 00000000 6e"));
        assertThat(encode(new FragmentEntry(0x1_0000_0060L, 0x100_0200)))
                .isEqualTo(bytes("6000000001000000 00020001 00000000"));
        assertThat(FragmentEntry.decode(buffer(bytes("6000000001000000 00020001 00000000"))))
                .isEqualTo(new FragmentEntry(0x1_0000_0060L, 0x100_0200));
        assertThat(encode(new XattrSet(0x10_0008L, 2, 40))).isEqualTo(bytes("0800100000000000 02000000 28000000"));
        assertThat(XattrSet.decode(buffer(bytes("0800100000000000 02000000 28000000"))))
                .isEqualTo(new XattrSet(0x10_0008L, 2, 40));
        assertThat(encode(new XattrHeader(0x5000, 3))).isEqualTo(bytes("0050000000000000 03000000 00000000"));
        assertThat(XattrHeader.decode(buffer(bytes("0050000000000000 03000000 00000000"))))
                .isEqualTo(new XattrHeader(0x5000, 3));
    }

    private static void assertInode(String hex, Inode inode) throws IOException {
        assertThat(encode(inode)).isEqualTo(bytes(hex));
        assertThat(Inode.read(cursor(bytes(hex)))).isEqualTo(inode);
    }

    private static byte[] encode(MetadataRecord structure) {
        ByteBuffer out = ByteBuffer.allocate(structure.size()).order(ByteOrder.LITTLE_ENDIAN);
        structure.encode(out);
        assertThat(out.hasRemaining()).isFalse();
        return out.array();
    }

    /// A cursor over one metadata block that is not compressed.
    private static MetadataCursor cursor(byte[] content) {
        byte[] block = new byte[MetadataWriter.HEADER_BYTES + content.length];
        buffer(block)
                .putShort((short) (content.length | MetadataWriter.UNCOMPRESSED))
                .put(content);
        MetadataReader reader = new MetadataReader(ImageReader.of(Image.ofBytes(block)), Method.GZIP.decompressor());
        return new MetadataCursor(reader, 0, block.length, 0);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
