package dev.slipway.image.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/// The descriptor of a group of blocks (chapter "Block Group Descriptors"). 32 bytes, or 64 with `BIT64`, which
/// only a reader meets.
///
/// @param blockBitmap the block with the map of used blocks
/// @param inodeBitmap the block with the map of used inodes
/// @param inodeTable the first block of the inodes
/// @param freeBlocks how many blocks are free
/// @param freeInodes how many inodes are free
/// @param directories how many inodes are directories
/// @param flags see the constants
/// @param blockBitmapChecksum the lower 16 bits are kept
/// @param inodeBitmapChecksum the lower 16 bits are kept
/// @param unusedInodes how many inodes at the end of the table were never used
record GroupDescriptor(
        long blockBitmap,
        long inodeBitmap,
        long inodeTable,
        int freeBlocks,
        int freeInodes,
        int directories,
        int flags,
        int blockBitmapChecksum,
        int inodeBitmapChecksum,
        int unusedInodes) {

    static final int SIZE = 32;

    /// The map of inodes is not on the disk: none is used.
    static final int INODE_UNINIT = 0x1;
    /// The map of blocks is not on the disk: only copies of superblock and descriptors are used.
    static final int BLOCK_UNINIT = 0x2;
    /// The table of inodes holds zeros where none are used.
    static final int INODE_ZEROED = 0x4;

    private static final int CHECKSUM_OFFSET = 0x1E;
    private static final int INODE_TABLE_HIGH = 0x28;

    byte[] encode(UUID uuid, long group) {
        byte[] bytes = new byte[SIZE];
        ByteBuffer to = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        to.putInt((int) blockBitmap).putInt((int) inodeBitmap).putInt((int) inodeTable);
        to.putShort((short) freeBlocks).putShort((short) freeInodes).putShort((short) directories);
        to.putShort((short) flags).putInt(0);
        to.putShort((short) blockBitmapChecksum).putShort((short) inodeBitmapChecksum);
        to.putShort((short) unusedInodes);
        int checksum = Checksum.of(uuid).with(group).with(bytes, 0, SIZE).value();
        to.putShort(CHECKSUM_OFFSET, (short) checksum);
        return bytes;
    }

    /// Where a group's inodes begin: all that a reader wants of a descriptor.
    static long inodeTable(ByteBuffer in, boolean wide) {
        long low = Integer.toUnsignedLong(in.getInt(0x08));
        return wide && in.limit() > INODE_TABLE_HIGH
                ? low | Integer.toUnsignedLong(in.getInt(INODE_TABLE_HIGH)) << Integer.SIZE
                : low;
    }
}
