package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// Where the extended attributes of an inode lie (`struct squashfs_xattr_id`).
///
/// @param place of the first name and value, a packed reference into the table of them
/// @param count how many there are
/// @param bytes the size of all names and values
record XattrSet(long place, long count, long bytes) implements MetadataRecord {

    static final int SIZE = 16;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void encode(ByteBuffer out) {
        out.putLong(place).putInt((int) count).putInt((int) bytes);
    }

    static XattrSet decode(ByteBuffer in) {
        return new XattrSet(in.getLong(), Inode.unsigned(in), Inode.unsigned(in));
    }
}
