package dev.slipway.image.squashfs;

import dev.slipway.image.Crew;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.compression.BlockCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Compresses the data blocks in several threads and writes them in their order. Each thread takes a free buffer first
/// and the next block then, so whoever has the block that all others wait for also has the room to finish it; and the
/// number of buffers bounds the memory.
final class DataWriter {

    private static final int BUFFERS_PER_THREAD = 4;

    /// What all buffers may take together, as far as each thread has one and one is left.
    private static final int BUFFERED_BYTES_MAX = 64 << 20;

    private final Image contents;
    private final BlockSequence blocks;
    private final SquashfsOptions options;
    private final FileChannel channel;
    private final Progress progress;
    private final BlockingQueue<ByteBuffer> free;

    /// Blocks that are compressed, but wait for one before them.
    private final Map<Integer, Compressed> early = new HashMap<>();

    private final BlockTable table;
    private long doneBytes;

    /// @param size see [BlockSize]
    private record Compressed(DataBlock block, int size, ByteBuffer bytes) {}

    private record Placed(long start, ByteBuffer bytes) {}

    private DataWriter(
            Image contents,
            BlockSequence blocks,
            SquashfsOptions options,
            FileChannel channel,
            long start,
            Progress progress) {
        this.contents = contents;
        this.blocks = blocks;
        this.options = options;
        this.channel = channel;
        this.progress = progress;
        table = new BlockTable(start);
        int threads = options.threads();
        int buffers = Math.max(
                threads + 1, Math.min(threads * BUFFERS_PER_THREAD, BUFFERED_BYTES_MAX / options.blockBytes()));
        free = new ArrayBlockingQueue<>(buffers);
        for (int i = 0; i < buffers; i++) {
            free.add(ByteBuffer.allocateDirect(options.blockBytes()));
        }
    }

    /// Writes all blocks from `start` on.
    ///
    /// @param contents the files, one behind the other
    /// @param blocks how they are cut
    static BlockTable write(
            Image contents,
            BlockSequence blocks,
            SquashfsOptions options,
            FileChannel channel,
            long start,
            Progress progress)
            throws IOException {
        DataWriter writer = new DataWriter(contents, blocks, options, channel, start, progress);
        Crew.run(options.threads(), writer::work);
        return writer.table;
    }

    private void work() throws IOException, InterruptedException {
        ByteBuffer plain = ByteBuffer.allocateDirect(options.blockBytes());
        try (BlockCompressor compressor = options.compression().compressor(options.blockBytes());
                ImageReader reader = ImageReader.of(contents)) {
            while (true) {
                ByteBuffer packed = free.take();
                DataBlock block = blocks.next();
                if (block == null) {
                    free.put(packed);
                    return;
                }
                read(block, reader, plain);
                deliver(new Compressed(block, compress(block, plain, packed.clear(), compressor), packed.flip()));
            }
        }
    }

    private static int compress(DataBlock block, ByteBuffer plain, ByteBuffer packed, BlockCompressor compressor) {
        if (!block.fragment() && Zeros.fill(plain)) {
            return BlockSize.HOLE;
        }
        packed.limit(plain.remaining() - 1);
        if (compressor.compress(plain, packed)) {
            return BlockSize.of(packed.position(), true);
        }
        packed.clear().put(plain);
        return BlockSize.of(packed.position(), false);
    }

    private void deliver(Compressed compressed) throws IOException, InterruptedException {
        for (Placed block : place(compressed)) {
            long position = block.start();
            while (block.bytes().hasRemaining()) {
                position += channel.write(block.bytes(), position);
            }
            free.put(block.bytes());
        }
    }

    /// Gives a place to all blocks whose predecessors have one. They are written by the thread that found out, without
    /// the lock.
    private synchronized List<Placed> place(Compressed compressed) {
        early.put(compressed.block().index(), compressed);
        List<Placed> placed = new ArrayList<>();
        for (Compressed next = early.remove(table.count()); next != null; next = early.remove(table.count())) {
            placed.add(new Placed(table.append(next.size()), next.bytes()));
            doneBytes += next.block().bytes();
        }
        if (!placed.isEmpty()) {
            progress.written(doneBytes, contents.size());
        }
        return placed;
    }

    private void read(DataBlock block, ImageReader reader, ByteBuffer plain) throws IOException {
        plain.clear();
        for (DataBlock.Piece piece : block.pieces()) {
            plain.limit(plain.position() + piece.bytes());
            reader.read(piece.offset(), plain);
        }
        plain.flip();
    }
}
