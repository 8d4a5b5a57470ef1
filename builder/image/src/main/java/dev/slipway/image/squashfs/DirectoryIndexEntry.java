package dev.slipway.image.squashfs;

import dev.slipway.image.tree.FileName;
import java.nio.ByteBuffer;

/// A short cut into a long listing (`struct squashfs_dir_index`), so that a name is found without reading all before
/// it.
///
/// @param index where a run begins, in bytes from the start of the listing
/// @param block the metadata block of the directory table where the run begins
/// @param name the first name of the run; the disk has one less than its length
record DirectoryIndexEntry(long index, long block, FileName name) implements MetadataRecord {

    private static final int FIXED_BYTES = 12;

    @Override
    public int size() {
        return FIXED_BYTES + name.length();
    }

    @Override
    public void encode(ByteBuffer out) {
        out.putInt((int) index).putInt((int) block).putInt(name.length() - 1).put(name.bytes());
    }
}
