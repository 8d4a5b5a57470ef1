package dev.slipway.image.ext4;

import java.nio.ByteBuffer;

/// A run of blocks of a file (chapter "Extent Tree", `struct ext4_extent`). 12 bytes.
///
/// @param logical the number of the first block within the file
/// @param length how many blocks there are
/// @param written false where they are only set aside, and read as zeros
/// @param start the number of the first block within the file system
record FileExtent(long logical, int length, boolean written, long start) {

    static final int WRITTEN_MAX = 32768;
    static final int UNWRITTEN_MAX = 32767;

    void encode(ByteBuffer out) {
        out.putInt((int) logical).putShort((short) (written ? length : length + WRITTEN_MAX));
        out.putShort((short) (start >>> Integer.SIZE)).putInt((int) start);
    }

    static FileExtent decode(ByteBuffer in) {
        long logical = Integer.toUnsignedLong(in.getInt());
        int length = Short.toUnsignedInt(in.getShort());
        long high = Short.toUnsignedLong(in.getShort());
        boolean written = length <= WRITTEN_MAX;
        long start = high << Integer.SIZE | Integer.toUnsignedLong(in.getInt());
        return new FileExtent(logical, written ? length : length - WRITTEN_MAX, written, start);
    }
}
