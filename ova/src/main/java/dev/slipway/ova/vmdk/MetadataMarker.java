package dev.slipway.ova.vmdk;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What stands before metadata in a stream (Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents").
/// 512 bytes, little-endian: sectors, a size of 0, which no grain has, the type, zeros.
///
/// @param sectors how many sectors of metadata follow
record MetadataMarker(long sectors, Type type) {

    static final int SIZE = SparseExtentHeader.SECTOR_BYTES;

    private static final int SIZE_OFFSET = 8;
    private static final int TYPE_OFFSET = 12;

    /// What follows.
    enum Type {
        END_OF_STREAM(0),
        GRAIN_TABLE(1),
        GRAIN_DIRECTORY(2),
        FOOTER(3);

        private final int code;

        Type(int code) {
            this.code = code;
        }
    }

    byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(sectors)
                .putInt(0)
                .putInt(type.code)
                .array();
    }

    /// Reads a marker that must be of this type.
    ///
    /// @param offset where it lies in the file, in bytes, for messages
    static MetadataMarker decode(ByteBuffer sector, Type expected, long offset) throws MalformedImageException {
        long size = Integer.toUnsignedLong(sector.getInt(SIZE_OFFSET));
        long type = Integer.toUnsignedLong(sector.getInt(TYPE_OFFSET));
        if (size != 0 || type != expected.code) {
            throw new MalformedImageException(
                    "VMDK marker",
                    offset,
                    "expected size 0 and type %d (%s), found size %d and type %d"
                            .formatted(expected.code, expected, size, type));
        }
        return new MetadataMarker(sector.getLong(0), expected);
    }
}
