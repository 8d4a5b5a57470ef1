package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// The inode of a regular file (`struct squashfs_reg_inode`, `struct squashfs_lreg_inode`). The sizes of its blocks
/// follow, 32 bits each, see [BlockSize].
///
/// @param start where the first block lies in the image
/// @param bytes the size of the file
/// @param sparseBytes how many of them lie in holes
/// @param fragment the number of the fragment block that holds the end of the file, or [#NO_FRAGMENT]
/// @param fragmentOffset where the end lies in the plain content of the fragment block
record FileInode(
        InodeHeader header,
        long start,
        long bytes,
        long sparseBytes,
        long links,
        long fragment,
        long fragmentOffset,
        long xattrs)
        implements Inode {

    static final long NO_FRAGMENT = 0xFFFF_FFFFL;

    private static final long BASIC_MAX = 0xFFFF_FFFFL;

    private boolean isExtended() {
        return start > BASIC_MAX || bytes > BASIC_MAX || sparseBytes > 0 || links > 1 || xattrs != NO_XATTRS;
    }

    static int bodySize(boolean extended) {
        return extended ? 40 : 16;
    }

    /// How many sizes of blocks follow.
    long blocks(int blockBytes) {
        long whole = bytes / blockBytes;
        return fragment == NO_FRAGMENT && bytes % blockBytes != 0 ? whole + 1 : whole;
    }

    @Override
    public int size() {
        return InodeHeader.SIZE + bodySize(isExtended());
    }

    @Override
    public void encode(ByteBuffer out) {
        header.encode(InodeType.FILE.number(isExtended()), out);
        if (isExtended()) {
            out.putLong(start)
                    .putLong(bytes)
                    .putLong(sparseBytes)
                    .putInt((int) links)
                    .putInt((int) fragment)
                    .putInt((int) fragmentOffset)
                    .putInt((int) xattrs);
        } else {
            out.putInt((int) start)
                    .putInt((int) fragment)
                    .putInt((int) fragmentOffset)
                    .putInt((int) bytes);
        }
    }

    static FileInode decode(InodeHeader header, boolean extended, ByteBuffer in) {
        if (!extended) {
            long start = Inode.unsigned(in);
            long fragment = Inode.unsigned(in);
            long fragmentOffset = Inode.unsigned(in);
            return new FileInode(header, start, Inode.unsigned(in), 0, 1, fragment, fragmentOffset, NO_XATTRS);
        }
        return new FileInode(
                header,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                Inode.unsigned(in),
                Inode.unsigned(in),
                Inode.unsigned(in),
                Inode.unsigned(in));
    }
}
