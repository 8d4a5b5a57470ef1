package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// The inode of a directory (`struct squashfs_dir_inode`, `struct squashfs_ldir_inode`).
///
/// @param block the metadata block of the directory table where the listing begins
/// @param offset where the listing begins in the plain content of that block
/// @param listingBytes the size of the listing; the disk has three more, for `.` and `..`, which are not listed
/// @param parent the number of the parent's inode
/// @param indexEntries how many entries of an index follow the inode
record DirectoryInode(
        InodeHeader header,
        long links,
        long block,
        int offset,
        long listingBytes,
        long parent,
        int indexEntries,
        long xattrs)
        implements Inode {

    private static final int DOT_BYTES = 3;
    private static final int BASIC_LISTING_BYTES_MAX = 0xFFFF - DOT_BYTES;

    private boolean isExtended() {
        return listingBytes > BASIC_LISTING_BYTES_MAX || indexEntries > 0 || xattrs != NO_XATTRS;
    }

    static int bodySize(boolean extended) {
        return extended ? 24 : 16;
    }

    @Override
    public int size() {
        return InodeHeader.SIZE + bodySize(isExtended());
    }

    @Override
    public void encode(ByteBuffer out) {
        header.encode(InodeType.DIRECTORY.number(isExtended()), out);
        if (isExtended()) {
            out.putInt((int) links)
                    .putInt((int) (listingBytes + DOT_BYTES))
                    .putInt((int) block)
                    .putInt((int) parent)
                    .putShort((short) indexEntries)
                    .putShort((short) offset)
                    .putInt((int) xattrs);
        } else {
            out.putInt((int) block)
                    .putInt((int) links)
                    .putShort((short) (listingBytes + DOT_BYTES))
                    .putShort((short) offset)
                    .putInt((int) parent);
        }
    }

    static DirectoryInode decode(InodeHeader header, boolean extended, ByteBuffer in) {
        if (!extended) {
            long block = Inode.unsigned(in);
            long links = Inode.unsigned(in);
            int bytes = in.getShort() & 0xFFFF;
            int offset = in.getShort() & 0xFFFF;
            return new DirectoryInode(
                    header, links, block, offset, listingBytes(bytes), Inode.unsigned(in), 0, NO_XATTRS);
        }
        long links = Inode.unsigned(in);
        long bytes = Inode.unsigned(in);
        long block = Inode.unsigned(in);
        long parent = Inode.unsigned(in);
        int indexEntries = in.getShort() & 0xFFFF;
        int offset = in.getShort() & 0xFFFF;
        return new DirectoryInode(
                header, links, block, offset, listingBytes(bytes), parent, indexEntries, Inode.unsigned(in));
    }

    private static long listingBytes(long stored) {
        return Math.max(0, stored - DOT_BYTES);
    }
}
