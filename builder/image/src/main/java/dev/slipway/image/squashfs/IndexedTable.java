package dev.slipway.image.squashfs;

import dev.slipway.image.compression.BlockCompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A table of entries of equal size that can be read at any entry: metadata blocks, and behind them an index with the
/// place of each, 64 bits.
record IndexedTable(ByteBuffer blocks, ByteBuffer index) {

    static final int INDEX_BYTES = Long.BYTES;

    /// @param start where the first block will lie in the image
    static IndexedTable encode(ByteBuffer content, BlockCompressor compressor, long start) {
        MetadataWriter writer = new MetadataWriter(compressor);
        int count = Math.ceilDiv(content.remaining(), MetadataWriter.BLOCK_BYTES);
        ByteBuffer index = ByteBuffer.allocate(count * INDEX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            index.putLong(start + writer.position().block());
            int from = i * MetadataWriter.BLOCK_BYTES;
            writer.put(content.slice(from, Math.min(MetadataWriter.BLOCK_BYTES, content.limit() - from)));
        }
        return new IndexedTable(writer.finish(), index.flip());
    }

    int size() {
        return blocks.remaining() + index.remaining();
    }
}
