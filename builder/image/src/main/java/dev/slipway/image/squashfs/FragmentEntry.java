package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// Where a block of fragments lies (`struct squashfs_fragment_entry`).
///
/// @param start in bytes from the start of the image
/// @param blockSize the size on the disk, see [BlockSize]
record FragmentEntry(long start, int blockSize) implements MetadataRecord {

    static final int SIZE = 16;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void encode(ByteBuffer out) {
        out.putLong(start).putInt(blockSize).putInt(0);
    }

    static FragmentEntry decode(ByteBuffer in) {
        FragmentEntry entry = new FragmentEntry(in.getLong(), in.getInt());
        in.getInt();
        return entry;
    }
}
