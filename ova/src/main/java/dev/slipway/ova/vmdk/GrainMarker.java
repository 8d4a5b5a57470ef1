package dev.slipway.ova.vmdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What stands before a compressed grain (Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents").
/// 12 bytes, little-endian; the deflated data follow at once, padded to the next sector.
///
/// @param lba the sector of the disk where the grain begins
/// @param size how many bytes of deflated data follow, 32 bits; above 0, which would make it a [MetadataMarker]
record GrainMarker(long lba, long size) {

    static final int SIZE = 12;

    void encode(ByteBuffer out) {
        out.putLong(lba).putInt((int) size);
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        encode(out);
        return out.array();
    }

    static GrainMarker decode(ByteBuffer in) {
        return new GrainMarker(in.getLong(), Integer.toUnsignedLong(in.getInt()));
    }

    /// What it covers with its data, in sectors.
    long sectors() {
        return Grain.padded(SIZE + size) / SparseExtentHeader.SECTOR_BYTES;
    }
}
