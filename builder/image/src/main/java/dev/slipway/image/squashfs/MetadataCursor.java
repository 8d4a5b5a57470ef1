package dev.slipway.image.squashfs;

import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads the plain content of metadata blocks one structure after another, across their borders. It only ever moves
/// forward, and no further than the end of its table.
final class MetadataCursor {

    private final MetadataReader reader;
    private final long tableEnd;
    private long block;
    private int offset;

    /// @param block where the metadata block begins in the image
    /// @param offset where to begin in its plain content
    MetadataCursor(MetadataReader reader, long block, long tableEnd, int offset) {
        this.reader = reader;
        this.block = block;
        this.tableEnd = tableEnd;
        this.offset = offset;
    }

    /// Another cursor at the same place.
    MetadataCursor copy() {
        return new MetadataCursor(reader, block, tableEnd, offset);
    }

    /// Where the metadata block begins in the image that is being read.
    long imageOffset() {
        return block;
    }

    /// The next bytes, little-endian; few enough to be trusted.
    ByteBuffer read(int bytes) throws IOException {
        byte[] result = new byte[bytes];
        int done = 0;
        while (done < bytes) {
            MetadataReader.Block current = reader.block(block, tableEnd);
            int length = current.content().limit();
            if (offset > length) {
                throw new MalformedImageException(
                        "squashfs metadata block",
                        block,
                        "expected more than %d bytes, found %d".formatted(offset, length));
            }
            if (offset == length) {
                block = current.next();
                offset = 0;
                continue;
            }
            int count = Math.min(bytes - done, length - offset);
            current.content().get(offset, result, done, count);
            offset += count;
            done += count;
        }
        return ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
    }
}
