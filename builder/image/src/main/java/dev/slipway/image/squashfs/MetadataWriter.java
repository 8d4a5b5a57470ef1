package dev.slipway.image.squashfs;

import dev.slipway.image.compression.BlockCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Cuts a table into metadata blocks: 8 KiB of plain content each, compressed, behind a header of 16 bits that tells
/// their size on the disk and, in its top bit, that they are not compressed.
final class MetadataWriter {

    static final int BLOCK_BYTES = 8 << 10;
    static final int HEADER_BYTES = 2;
    static final int UNCOMPRESSED = 1 << 15;

    private final BlockCompressor compressor;
    private final ByteBuffer plain = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();

    /// @param compressor belongs to the caller
    MetadataWriter(BlockCompressor compressor) {
        this.compressor = compressor;
    }

    /// Where the next byte will lie.
    MetadataReference position() {
        flushIfFull();
        return new MetadataReference(table.size(), plain.position());
    }

    /// Appends a structure, which may reach over the end of a block.
    ///
    /// @return where it begins
    MetadataReference put(MetadataRecord structure) {
        MetadataReference start = position();
        ByteBuffer bytes = ByteBuffer.allocate(structure.size()).order(ByteOrder.LITTLE_ENDIAN);
        structure.encode(bytes);
        if (bytes.hasRemaining()) {
            throw new IllegalStateException("%s left %d bytes".formatted(structure, bytes.remaining()));
        }
        put(bytes.flip());
        return start;
    }

    void put(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            flushIfFull();
            int count = Math.min(bytes.remaining(), plain.remaining());
            plain.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
        }
    }

    /// The table as it stands on the disk.
    ByteBuffer finish() {
        if (plain.position() > 0) {
            flush();
        }
        return ByteBuffer.wrap(table.toByteArray());
    }

    private void flushIfFull() {
        if (!plain.hasRemaining()) {
            flush();
        }
    }

    private void flush() {
        plain.flip();
        // One byte less than the plain content: what does not shrink is stored as it is.
        packed.clear().limit(plain.remaining() - 1);
        if (compressor.compress(plain, packed)) {
            append(packed.flip(), packed.limit());
        } else {
            append(plain, plain.remaining() | UNCOMPRESSED);
        }
        plain.clear();
    }

    private void append(ByteBuffer content, int header) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        table.write(header);
        table.write(header >> 8);
        table.writeBytes(bytes);
    }
}
