package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The path table (ECMA-119, 9.4): a short record for each directory, in two copies with one byte order each.
record PathTable(List<PlannedDirectory> directories) {

    private static final int HEADER_BYTES = 8;

    /// The length without padding, as the descriptor tells it.
    long bytes() {
        long bytes = 0;
        for (PlannedDirectory directory : directories) {
            bytes += HEADER_BYTES + even(directory.identifier().length);
        }
        return bytes;
    }

    long blocks() {
        return Blocks.covering(bytes());
    }

    /// Writes a copy at the buffer's position in the given byte order and leaves the buffer little-endian.
    void encode(ByteBuffer out, ByteOrder order, DirectoryBlocks blocks) {
        out.order(order);
        for (PlannedDirectory directory : directories) {
            byte[] identifier = directory.identifier();
            int end = out.position() + HEADER_BYTES + even(identifier.length);
            out.put((byte) identifier.length).put((byte) 0);
            out.putInt((int) blocks.of(directory));
            out.putShort((short) (directory.parent().index() + 1));
            out.put(identifier).position(end);
        }
        out.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int even(int length) {
        return length + length % 2;
    }
}
