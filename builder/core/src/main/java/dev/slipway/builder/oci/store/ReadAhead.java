package dev.slipway.builder.oci.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Reads a stream in a thread of its own, some chunks ahead of who consumes it: what the stream does while it is
/// read, such as inflating, overlaps with what is done to the result. Closing ends the thread; the stream itself is
/// closed by who opened it.
final class ReadAhead extends InputStream {

    private static final int CHUNK_BYTES = 1 << 18;
    private static final int CHUNKS_MAX = 8;

    /// A chunk; the last one has a negative length, and may carry why there are no more.
    private static final class Chunk {
        static final Chunk NONE = new Chunk(new byte[0], 0, null);

        final byte[] bytes;
        final int length;
        final @Nullable Throwable failure;

        Chunk(byte[] bytes, int length, @Nullable Throwable failure) {
            this.bytes = bytes;
            this.length = length;
            this.failure = failure;
        }

        boolean isLast() {
            return length < 0;
        }
    }

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS_MAX);
    private final Thread thread;
    private Chunk current = Chunk.NONE;
    private int position;

    ReadAhead(InputStream source) {
        thread = Thread.ofPlatform().daemon().name("read-ahead").start(() -> fill(source));
    }

    private void fill(InputStream source) {
        try {
            chunks.put(readAll(source));
        } catch (InterruptedException e) {
            // Closed: nobody waits for the rest.
        }
    }

    private Chunk readAll(InputStream source) throws InterruptedException {
        try {
            while (true) {
                byte[] bytes = new byte[CHUNK_BYTES];
                int length = source.readNBytes(bytes, 0, bytes.length);
                if (length > 0) {
                    chunks.put(new Chunk(bytes, length, null));
                }
                if (length < bytes.length) {
                    return new Chunk(bytes, -1, null);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            // Thrown again in the thread that reads.
            return new Chunk(new byte[0], -1, e);
        }
    }

    @Override
    public int read() throws IOException {
        return available() == 0 ? -1 : current.bytes[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int ready = available();
        if (ready == 0) {
            return -1;
        }
        int count = Math.min(ready, length);
        System.arraycopy(current.bytes, position, target, offset, count);
        position += count;
        return count;
    }

    /// How much is here; waits for more where there is nothing, so that 0 means the end. `GZIPInputStream` asks this
    /// to learn whether another member follows.
    @Override
    public int available() throws IOException {
        if (!current.isLast() && position == current.length) {
            current = take();
            position = 0;
        }
        if (!current.isLast()) {
            return current.length - position;
        }
        return switch (current.failure) {
            case null -> 0;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException(e);
        };
    }

    private Chunk take() throws InterruptedIOException {
        try {
            return chunks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() throws InterruptedIOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
