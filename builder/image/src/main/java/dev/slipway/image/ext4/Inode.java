package dev.slipway.image.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.UUID;

/// An inode (chapter "Index Nodes"). 256 bytes as we write it; those of 128 bytes lack all that comes behind.
///
/// @param mode kind and permissions
/// @param uid the owner
/// @param size in bytes
/// @param modified the time of the last change; as we write it, of everything
/// @param gid the group
/// @param links how many names lead here
/// @param sectors how many sectors of 512 bytes are taken, the tree of extents included
/// @param flags see the constants
/// @param block 60 bytes: the root of the tree of extents, pointers to blocks, or the target of a symbolic link
@SuppressWarnings("ArrayRecordComponent") // never compared
record Inode(
        int mode, long uid, long size, Instant modified, long gid, int links, long sectors, int flags, byte[] block) {

    static final int SIZE = 256;
    static final int BLOCK_BYTES = 60;
    static final int BLOCK_OFFSET = 0x28;
    /// How much of the part behind 128 bytes is in use.
    static final int EXTRA_BYTES = 32;
    static final int EXTRA_OFFSET = 0x80;

    static final int ROOT = 2;
    static final int JOURNAL = 8;

    static final int EXTENTS = 0x80000;
    static final int INLINE_DATA = 0x1000_0000;
    static final int ENCRYPTED = 0x800;

    static final int KIND = 0170000;
    static final int FIFO = 0010000;
    static final int CHARACTER_DEVICE = 0020000;
    static final int DIRECTORY = 0040000;
    static final int BLOCK_DEVICE = 0060000;
    static final int REGULAR_FILE = 0100000;
    static final int SYMLINK = 0120000;
    static final int SOCKET = 0140000;

    private static final int CHECKSUM_LOW = 0x7C;
    private static final int CHECKSUM_HIGH = 0x82;
    private static final int MODIFIED_EXTRA = 0x88;
    private static final int EPOCH_BITS = 2;
    private static final int OLD_SIZE = 128;

    int kind() {
        return mode & KIND;
    }

    byte[] encode(UUID uuid, long number) {
        byte[] bytes = new byte[SIZE];
        ByteBuffer to = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int seconds = (int) modified.getEpochSecond();
        to.putShort((short) mode).putShort((short) uid).putInt((int) size);
        to.putInt(seconds).putInt(seconds).putInt(seconds).putInt(0);
        to.putShort((short) gid)
                .putShort((short) links)
                .putInt((int) sectors)
                .putInt(flags)
                .putInt(0);
        to.put(block).putInt(0).putInt(0).putInt((int) (size >>> Integer.SIZE)).putInt(0);
        to.putShort((short) (sectors >>> Integer.SIZE)).putShort((short) 0);
        to.putShort((short) (uid >>> Short.SIZE))
                .putShort((short) (gid >>> Short.SIZE))
                .putInt(0);
        int extra = extra(modified);
        to.putShort((short) EXTRA_BYTES)
                .putShort((short) 0)
                .putInt(extra)
                .putInt(extra)
                .putInt(extra);
        to.putInt(seconds).putInt(extra);
        int checksum = Checksum.of(uuid, number).with(bytes, 0, SIZE).value();
        to.putShort(CHECKSUM_LOW, (short) checksum).putShort(CHECKSUM_HIGH, (short) (checksum >>> Short.SIZE));
        return bytes;
    }

    /// Nanoseconds, and two bits for the seconds after 2038.
    private static int extra(Instant time) {
        long seconds = time.getEpochSecond();
        int epoch = (int) ((seconds - (int) seconds) >>> Integer.SIZE) & 0b11;
        return (time.getNano() << EPOCH_BITS) | epoch;
    }

    static Inode decode(ByteBuffer in) {
        byte[] block = new byte[BLOCK_BYTES];
        in.get(BLOCK_OFFSET, block);
        int mode = Short.toUnsignedInt(in.getShort(0));
        // The upper half was something else for other kinds, once.
        boolean long64 = (mode & KIND) == REGULAR_FILE || (mode & KIND) == DIRECTORY;
        return new Inode(
                mode,
                wide(in, 0x02, 0x78),
                Integer.toUnsignedLong(in.getInt(0x04)) | (long64 ? (long) in.getInt(0x6C) << Integer.SIZE : 0),
                modified(in),
                wide(in, 0x18, 0x7A),
                Short.toUnsignedInt(in.getShort(0x1A)),
                Integer.toUnsignedLong(in.getInt(0x1C)),
                in.getInt(0x20),
                block);
    }

    private static long wide(ByteBuffer in, int low, int high) {
        return Short.toUnsignedLong(in.getShort(low)) | Short.toUnsignedLong(in.getShort(high)) << Short.SIZE;
    }

    private static Instant modified(ByteBuffer in) {
        long seconds = in.getInt(0x10);
        int used = in.limit() > OLD_SIZE ? OLD_SIZE + Short.toUnsignedInt(in.getShort(EXTRA_OFFSET)) : OLD_SIZE;
        if (used < MODIFIED_EXTRA + Integer.BYTES || in.limit() < MODIFIED_EXTRA + Integer.BYTES) {
            return Instant.ofEpochSecond(seconds);
        }
        int extra = in.getInt(MODIFIED_EXTRA);
        long epoch = extra & 0b11;
        return Instant.ofEpochSecond(seconds + (epoch << Integer.SIZE), extra >>> EPOCH_BITS);
    }
}
