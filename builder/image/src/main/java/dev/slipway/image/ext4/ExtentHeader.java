package dev.slipway.image.ext4;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;

/// The beginning of a node of the tree of extents (chapter "Extent Tree"). 12 bytes, as have the entries behind
/// it.
///
/// @param entries how many follow
/// @param capacity how many could
/// @param depth 0 where extents follow, else how many levels lie below
record ExtentHeader(int entries, int capacity, int depth) {

    static final int SIZE = 12;
    static final int DEPTH_MAX = 5;
    static final String NAME = "ext4 extent tree";

    private static final int MAGIC = 0xF30A;

    /// How many entries a node of so many bytes holds.
    static int capacityOf(int bytes) {
        return (bytes - SIZE) / SIZE;
    }

    void encode(ByteBuffer out) {
        out.putShort((short) MAGIC).putShort((short) entries).putShort((short) capacity);
        out.putShort((short) depth).putInt(0);
    }

    static ExtentHeader decode(ByteBuffer in, long offset) throws MalformedImageException {
        int magic = Short.toUnsignedInt(in.getShort());
        if (magic != MAGIC) {
            throw new MalformedImageException(NAME, offset, "expected signature 0xF30A, found 0x%04X".formatted(magic));
        }
        ExtentHeader header = new ExtentHeader(
                Short.toUnsignedInt(in.getShort()),
                Short.toUnsignedInt(in.getShort()),
                Short.toUnsignedInt(in.getShort()));
        in.getInt();
        if (header.entries > capacityOf(in.limit())) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "expected at most %d entries, found %d".formatted(capacityOf(in.limit()), header.entries));
        }
        if (header.depth > DEPTH_MAX) {
            throw new MalformedImageException(
                    NAME, offset, "expected at most %d levels, found %d".formatted(DEPTH_MAX, header.depth));
        }
        return header;
    }
}
