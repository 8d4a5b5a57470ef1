package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// The header of the xattr table (`struct squashfs_xattr_id_table`); the index of the sets' metadata blocks follows.
///
/// @param pairs where the names and values lie, in bytes from the start of the image
/// @param sets how many sets there are
record XattrHeader(long pairs, long sets) implements MetadataRecord {

    static final int SIZE = 16;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void encode(ByteBuffer out) {
        out.putLong(pairs).putInt((int) sets).putInt(0);
    }

    static XattrHeader decode(ByteBuffer in) {
        return new XattrHeader(in.getLong(), Inode.unsigned(in));
    }
}
