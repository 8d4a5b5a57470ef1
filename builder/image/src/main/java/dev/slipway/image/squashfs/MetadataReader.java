package dev.slipway.image.squashfs;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.BlockDecompressor;
import dev.slipway.image.compression.MalformedBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads metadata blocks and keeps those used last.
final class MetadataReader {

    private static final int CACHED_BLOCKS_MAX = 256;
    private static final String NAME = "squashfs metadata block";

    private final ImageReader image;
    private final BlockDecompressor decompressor;
    private final byte[] plain = new byte[MetadataWriter.BLOCK_BYTES];
    private final Map<Long, Block> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
            return size() > CACHED_BLOCKS_MAX;
        }
    };

    MetadataReader(ImageReader image, BlockDecompressor decompressor) {
        this.image = image;
        this.decompressor = decompressor;
    }

    /// A block in plain.
    ///
    /// @param next where the next block begins in the image
    record Block(ByteBuffer content, long next) {}

    /// A cursor at a place that an image names.
    ///
    /// @param packed as [MetadataReference#packed()] has it
    MetadataCursor cursor(long tableStart, long tableEnd, long packed) throws MalformedImageException {
        return new MetadataCursor(this, tableStart + (packed >>> MetadataReference.OFFSET_BITS), tableEnd, (int)
                (packed & (1 << MetadataReference.OFFSET_BITS) - 1));
    }

    /// @param tableEnd where the table ends, which the block must not pass
    Block block(long start, long tableEnd) throws IOException {
        Block known = cache.get(start);
        if (known != null && known.next() <= tableEnd) {
            return known;
        }
        if (start < 0 || start > tableEnd - MetadataWriter.HEADER_BYTES) {
            throw new MalformedImageException(
                    NAME, start, "expected a block, but the table ends at byte %d".formatted(tableEnd));
        }
        int header = image.read(NAME, start, MetadataWriter.HEADER_BYTES).getShort() & 0xFFFF;
        int bytes = header & MetadataWriter.UNCOMPRESSED - 1;
        long next = start + MetadataWriter.HEADER_BYTES + bytes;
        if (bytes == 0 || bytes > MetadataWriter.BLOCK_BYTES || next > tableEnd) {
            throw new MalformedImageException(
                    NAME, start, "expected 1 to 8192 bytes before byte %d, found %d".formatted(tableEnd, bytes));
        }
        byte[] stored =
                image.read(NAME, start + MetadataWriter.HEADER_BYTES, bytes).array();
        boolean compressed = (header & MetadataWriter.UNCOMPRESSED) == 0;
        Block block = new Block(compressed ? decompress(stored, start) : ByteBuffer.wrap(stored), next);
        cache.put(start, block);
        return block;
    }

    private ByteBuffer decompress(byte[] stored, long start) throws IOException {
        try {
            int count = decompressor.decompress(stored, 0, stored.length, plain);
            if (count == 0) {
                throw new MalformedImageException(NAME, start, "expected content, found none");
            }
            return ByteBuffer.wrap(Arrays.copyOf(plain, count));
        } catch (MalformedBlockException e) {
            var malformed = new MalformedImageException(NAME, start, String.valueOf(e.getMessage()));
            malformed.initCause(e);
            throw malformed;
        }
    }
}
