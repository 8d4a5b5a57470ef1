package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// The inode of a named pipe or a socket (`struct squashfs_ipc_inode`, `struct squashfs_lipc_inode`).
record PipeInode(InodeHeader header, InodeType type, long links, long xattrs) implements Inode {

    private boolean isExtended() {
        return xattrs != NO_XATTRS;
    }

    static int bodySize(boolean extended) {
        return extended ? 8 : 4;
    }

    @Override
    public int size() {
        return InodeHeader.SIZE + bodySize(isExtended());
    }

    @Override
    public void encode(ByteBuffer out) {
        header.encode(type.number(isExtended()), out);
        out.putInt((int) links);
        if (isExtended()) {
            out.putInt((int) xattrs);
        }
    }

    static PipeInode decode(InodeHeader header, InodeType type, boolean extended, ByteBuffer in) {
        return new PipeInode(header, type, Inode.unsigned(in), extended ? Inode.unsigned(in) : NO_XATTRS);
    }
}
