package dev.slipway.pxe.tftp;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.pxe.socket.Poller;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Parts of files in memory, shared by all who fetch the same file. What is missing is read by threads of its own, so
/// that a slow disk stops nobody but those who wait for it. To be used by the server's thread alone.
final class ChunkCache implements AutoCloseable {

    /// Each transfer holds on to one of them, whatever the cache keeps.
    static final int CHUNK_BYTES = 64 << 10;

    private static final int READERS = 2;
    private static final int AHEAD_MAX = 4;

    private final long bytesMax;
    private final Poller poller;
    private final BlockingQueue<Key> wanted = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Loaded> loaded = new ConcurrentLinkedQueue<>();
    private final Map<Key, Chunk> chunks = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Thread> readers = new ArrayList<>();
    private long bytes;
    private int transfers;

    ChunkCache(long bytesMax, Poller poller) {
        this.bytesMax = bytesMax;
        this.poller = poller;
        for (int i = 0; i < READERS; i++) {
            readers.add(Thread.ofPlatform().daemon().name("tftp-reader-" + i).start(this::readWanted));
        }
    }

    /// One part of an image; images are told apart by identity.
    private record Key(Image image, long index) {}

    /// What a reader read. No record, as arrays make no equal ones.
    private static final class Loaded {
        private final Key key;
        private final byte[] bytes;
        private final @Nullable IOException failure;

        Loaded(Key key, byte[] bytes, @Nullable IOException failure) {
            this.key = key;
            this.bytes = bytes;
            this.failure = failure;
        }
    }

    /// A part of a file that is there, or on its way.
    static final class Chunk {
        private byte @Nullable [] bytes;
        private @Nullable IOException failure;
        private final List<Transfer> waiting = new ArrayList<>();

        /// The bytes, null as long as they are not there.
        byte @Nullable [] bytes() {
            return bytes;
        }

        /// Why they will never be there.
        @Nullable
        IOException failure() {
            return failure;
        }

        void await(Transfer transfer) {
            waiting.add(transfer);
        }
    }

    /// The part of that number, asked for where it is not there.
    Chunk chunk(Image image, long index) {
        Key key = new Key(image, index);
        Chunk chunk = chunks.get(key);
        if (chunk == null) {
            chunk = new Chunk();
            chunks.put(key, chunk);
            wanted.add(key);
        }
        return chunk;
    }

    /// So many transfers share the memory now.
    void sharedBy(int count) {
        transfers = count;
    }

    /// Sees to it that the parts from that number on are there when they are needed: a few, and fewer where many share
    /// the memory, as what is read too early is thrown away before it is used.
    void readAhead(Image image, long index) {
        long share = bytesMax / CHUNK_BYTES / 2 / Math.max(1, transfers);
        long end = index + Math.min(share, AHEAD_MAX);
        for (long next = index; next < end && next * CHUNK_BYTES < image.size(); next++) {
            Chunk ignored = chunk(image, next);
        }
    }

    /// Takes in what was read, and tells those who waited for it.
    ///
    /// @return whether there was something
    boolean takeIn(Consumer<Transfer> resume) {
        Loaded next = loaded.poll();
        if (next == null) {
            return false;
        }
        while (next != null) {
            Chunk chunk = chunks.get(next.key);
            if (chunk != null) {
                chunk.bytes = next.bytes;
                chunk.failure = next.failure;
                bytes += next.bytes.length;
                if (next.failure != null) {
                    // Whoever asks again shall have another chance.
                    chunks.remove(next.key);
                }
                chunk.waiting.forEach(resume);
                chunk.waiting.clear();
            }
            next = loaded.poll();
        }
        evict();
        return true;
    }

    private void evict() {
        Iterator<Chunk> eldest = chunks.values().iterator();
        while (bytes > bytesMax && eldest.hasNext()) {
            byte[] old = eldest.next().bytes;
            if (old != null) {
                bytes -= old.length;
                eldest.remove();
            }
        }
    }

    private void readWanted() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                loaded.add(read(wanted.take()));
                poller.wakeUp();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Loaded read(Key key) {
        long offset = key.index() * CHUNK_BYTES;
        byte[] bytes = new byte[(int) Math.min(CHUNK_BYTES, key.image().size() - offset)];
        try (ImageReader reader = ImageReader.of(key.image())) {
            reader.read(offset, bytes);
            return new Loaded(key, bytes, null);
        } catch (IOException e) {
            return new Loaded(key, new byte[0], e);
        } catch (RuntimeException e) {
            return new Loaded(key, new byte[0], new IOException(e));
        }
    }

    @Override
    public void close() {
        readers.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread reader : readers) {
            try {
                reader.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
