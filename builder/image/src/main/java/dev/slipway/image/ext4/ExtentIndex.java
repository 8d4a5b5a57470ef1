package dev.slipway.image.ext4;

import java.nio.ByteBuffer;

/// Leads to a node of the tree of extents (chapter "Extent Tree", `struct ext4_extent_idx`). 12 bytes.
///
/// @param logical the number of the first block within the file that the node tells of
/// @param node the block of the node
record ExtentIndex(long logical, long node) {

    void encode(ByteBuffer out) {
        out.putInt((int) logical).putInt((int) node);
        out.putShort((short) (node >>> Integer.SIZE)).putShort((short) 0);
    }

    static ExtentIndex decode(ByteBuffer in) {
        long logical = Integer.toUnsignedLong(in.getInt());
        long low = Integer.toUnsignedLong(in.getInt());
        long high = Short.toUnsignedLong(in.getShort());
        in.getShort();
        return new ExtentIndex(logical, high << Integer.SIZE | low);
    }
}
