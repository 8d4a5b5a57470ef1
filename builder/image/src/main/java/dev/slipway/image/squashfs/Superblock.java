package dev.slipway.image.squashfs;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.Compression;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The first 96 bytes of a squashfs (`struct squashfs_super_block`), without the magic number and the version, which
/// are constants. Offsets are in bytes from the start of the image.
///
/// @param inodes the number of inodes
/// @param modified the time of the file system, in seconds since 1970
/// @param blockBytes the size of a data block
/// @param fragments the number of fragment blocks
/// @param method how everything is compressed
/// @param flags see the constants
/// @param ids the number of distinct owners and groups
/// @param rootInode the root directory's inode, as a packed reference into the inode table
/// @param bytesUsed the size of the file system without the padding at its end
/// @param idTable where the index of the id table is
/// @param xattrTable where the header of the xattr table is, or [#ABSENT]
/// @param inodeTable where the inodes begin
/// @param directoryTable where the listings of the directories begin
/// @param fragmentTable where the index of the fragment table is
/// @param exportTable where the index of the export table is, or [#ABSENT]
public record Superblock(
        long inodes,
        long modified,
        int blockBytes,
        long fragments,
        Compression.Method method,
        int flags,
        int ids,
        long rootInode,
        long bytesUsed,
        long idTable,
        long xattrTable,
        long inodeTable,
        long directoryTable,
        long fragmentTable,
        long exportTable) {

    public static final int SIZE = 96;

    /// The offset of a table that is not there.
    public static final long ABSENT = -1;

    public static final int NO_FRAGMENTS = 0x10;
    public static final int ALWAYS_FRAGMENTS = 0x20;
    public static final int DUPLICATES_STORED_ONCE = 0x40;
    public static final int EXPORTABLE = 0x80;
    public static final int COMPRESSOR_OPTIONS = 0x400;

    private static final int MAGIC = 0x73717368;
    private static final int VERSION_MAJOR = 4;
    private static final String NAME = "squashfs superblock";

    void encode(ByteBuffer out) {
        out.putInt(MAGIC)
                .putInt((int) inodes)
                .putInt((int) modified)
                .putInt(blockBytes)
                .putInt((int) fragments)
                .putShort((short) methodNumber(method))
                .putShort((short) Integer.numberOfTrailingZeros(blockBytes))
                .putShort((short) flags)
                .putShort((short) ids)
                .putShort((short) VERSION_MAJOR)
                .putShort((short) 0)
                .putLong(rootInode)
                .putLong(bytesUsed)
                .putLong(idTable)
                .putLong(xattrTable)
                .putLong(inodeTable)
                .putLong(directoryTable)
                .putLong(fragmentTable)
                .putLong(exportTable);
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        encode(bytes);
        return bytes.array();
    }

    /// @param imageBytes the size of the whole image, which no table may pass
    static Superblock decode(ByteBuffer in, long imageBytes) throws MalformedImageException {
        int magic = in.getInt();
        check(magic == MAGIC, 0, "expected magic 0x%08X, found 0x%08X".formatted(MAGIC, magic));
        long inodes = unsigned(in);
        long modified = unsigned(in);
        int blockBytes = in.getInt();
        long fragments = unsigned(in);
        int method = in.getShort() & 0xFFFF;
        int blockLog = in.getShort() & 0xFFFF;
        check(
                blockBytes >= SquashfsOptions.BLOCK_BYTES_MIN
                        && blockBytes <= SquashfsOptions.BLOCK_BYTES_MAX
                        && blockLog < 32
                        && blockBytes == 1 << blockLog,
                12,
                "expected a block of 4 KiB to 1 MiB, found %d bytes with log %d".formatted(blockBytes, blockLog));
        int flags = in.getShort() & 0xFFFF;
        int ids = in.getShort() & 0xFFFF;
        int major = in.getShort() & 0xFFFF;
        int minor = in.getShort() & 0xFFFF;
        check(major == VERSION_MAJOR && minor == 0, 28, "expected version 4.0, found %d.%d".formatted(major, minor));
        Superblock superblock = new Superblock(
                inodes,
                modified,
                blockBytes,
                fragments,
                methodOf(method),
                flags,
                ids,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
        superblock.checkTables(imageBytes);
        return superblock;
    }

    /// The tables lie within the image, in the order in which the kernel wants them.
    private void checkTables(long imageBytes) throws MalformedImageException {
        check(
                bytesUsed >= SIZE && bytesUsed <= imageBytes,
                40,
                "expected a size of %d to %d bytes, found %d".formatted(SIZE, imageBytes, bytesUsed));
        check(inodeTable >= SIZE && inodeTable < bytesUsed, 64, "inode table at " + inodeTable);
        check(directoryTable >= inodeTable && directoryTable < bytesUsed, 72, "directory table at " + directoryTable);
        check(idTable > directoryTable && idTable < bytesUsed, 48, "id table at " + idTable);
        check(
                fragments == 0 || (fragmentTable > directoryTable && fragmentTable < bytesUsed),
                80,
                "fragment table at " + fragmentTable);
        check(
                xattrTable == ABSENT || (xattrTable > directoryTable && xattrTable < bytesUsed),
                56,
                "xattr table at " + xattrTable);
    }

    private static void check(boolean holds, long offset, String problem) throws MalformedImageException {
        if (!holds) {
            throw new MalformedImageException(NAME, offset, problem);
        }
    }

    private static long unsigned(ByteBuffer in) {
        return in.getInt() & 0xFFFF_FFFFL;
    }

    private static int methodNumber(Compression.Method method) {
        return switch (method) {
            case GZIP -> 1;
            case XZ -> 4;
            case LZ4 -> 5;
            case ZSTD -> 6;
        };
    }

    private static Compression.Method methodOf(int number) throws MalformedImageException {
        return switch (number) {
            case 1 -> Compression.Method.GZIP;
            case 4 -> Compression.Method.XZ;
            case 5 -> Compression.Method.LZ4;
            case 6 -> Compression.Method.ZSTD;
            default ->
                throw new MalformedImageException(
                        NAME,
                        20,
                        "expected compression 1 (gzip), 4 (xz), 5 (lz4) or 6 (zstd), found %d".formatted(number));
        };
    }
}
