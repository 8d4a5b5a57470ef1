package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// The inode of a device (`struct squashfs_dev_inode`, `struct squashfs_ldev_inode`).
///
/// @param major 12 bits
/// @param minor 20 bits
record DeviceInode(InodeHeader header, InodeType type, long links, long major, long minor, long xattrs)
        implements Inode {

    private boolean isExtended() {
        return xattrs != NO_XATTRS;
    }

    static int bodySize(boolean extended) {
        return extended ? 12 : 8;
    }

    @Override
    public int size() {
        return InodeHeader.SIZE + bodySize(isExtended());
    }

    @Override
    public void encode(ByteBuffer out) {
        header.encode(type.number(isExtended()), out);
        // As Linux encodes device numbers in 32 bits: the minor's low byte, the major, the rest of the minor.
        long device = (minor & 0xFF) | (major << 8) | ((minor & ~0xFFL) << 12);
        out.putInt((int) links).putInt((int) device);
        if (isExtended()) {
            out.putInt((int) xattrs);
        }
    }

    static DeviceInode decode(InodeHeader header, InodeType type, boolean extended, ByteBuffer in) {
        long links = Inode.unsigned(in);
        long device = Inode.unsigned(in);
        long minor = (device & 0xFF) | ((device >> 12) & 0xFFF00);
        return new DeviceInode(
                header, type, links, (device >> 8) & 0xFFF, minor, extended ? Inode.unsigned(in) : NO_XATTRS);
    }
}
