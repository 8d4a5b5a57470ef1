package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// What stands before each run of entries in a listing (`struct squashfs_dir_header`).
///
/// @param count how many entries follow, 1 to 256; the disk has one less
/// @param block the metadata block of the inode table that holds all their inodes
/// @param number the number that those of the entries are relative to
record DirectoryHeader(int count, long block, long number) implements MetadataRecord {

    static final int SIZE = 12;
    static final int COUNT_MAX = 256;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void encode(ByteBuffer out) {
        out.putInt(count - 1).putInt((int) block).putInt((int) number);
    }

    static DirectoryHeader decode(ByteBuffer in) {
        // A count beyond the range stays out of it, whatever its 32 bits are.
        int stored = in.getInt();
        int count = stored >= 0 && stored < COUNT_MAX ? stored + 1 : 0;
        return new DirectoryHeader(count, Inode.unsigned(in), Inode.unsigned(in));
    }
}
