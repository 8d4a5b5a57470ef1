package dev.slipway.image.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The inode of a symbolic link with its target (`struct squashfs_symlink_inode`); the extended form has the index of
/// the extended attributes behind the target.
record SymlinkInode(InodeHeader header, long links, ByteBuffer target, long xattrs) implements Inode {

    private static final int FIXED_BYTES = 8;
    private static final int XATTR_BYTES = 4;
    private static final int TARGET_BYTES_MAX = 4095;

    private boolean isExtended() {
        return xattrs != NO_XATTRS;
    }

    @Override
    public int size() {
        return InodeHeader.SIZE + FIXED_BYTES + target.remaining() + (isExtended() ? XATTR_BYTES : 0);
    }

    @Override
    public void encode(ByteBuffer out) {
        header.encode(InodeType.SYMLINK.number(isExtended()), out);
        out.putInt((int) links).putInt(target.remaining()).put(target.duplicate());
        if (isExtended()) {
            out.putInt((int) xattrs);
        }
    }

    static SymlinkInode read(InodeHeader header, boolean extended, MetadataCursor cursor) throws IOException {
        ByteBuffer in = cursor.read(FIXED_BYTES);
        long links = Inode.unsigned(in);
        long length = Inode.unsigned(in);
        if (length == 0 || length > TARGET_BYTES_MAX) {
            throw Inode.malformed(
                    "expected a symbolic link's target of 1 to %d bytes, found %d".formatted(TARGET_BYTES_MAX, length),
                    cursor.imageOffset());
        }
        ByteBuffer target = cursor.read((int) length);
        long xattrs = extended ? Inode.unsigned(cursor.read(XATTR_BYTES)) : NO_XATTRS;
        return new SymlinkInode(header, links, target, xattrs);
    }
}
