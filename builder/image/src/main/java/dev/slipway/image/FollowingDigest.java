package dev.slipway.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Hashes a file on another processor while it is being written: reads behind the writer, out of the page cache.
/// What is hashed is what stands in the file, whatever the inputs have become since.
final class FollowingDigest implements AutoCloseable {

    /// Small enough to stay in the processor's cache between reading and hashing.
    private static final int CHUNK_BYTES = 1 << 18;

    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private long written;
    private boolean complete;
    private boolean abandoned;
    private @Nullable Sha256 digest;
    private @Nullable IOException failure;

    FollowingDigest(FileChannel channel) {
        this.channel = channel;
        thread = Thread.ofPlatform().daemon().name("hash what is written").start(this::follow);
    }

    /// All bytes before this offset are in the file.
    void written(long end) {
        lock.lock();
        try {
            written = Math.max(written, end);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The digest of the file, which has this size now.
    Sha256 finish(long size) throws IOException {
        lock.lock();
        try {
            written = size;
            complete = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        join();
        if (failure != null) {
            throw failure;
        }
        if (digest == null) {
            throw new IOException("hashing was interrupted");
        }
        return digest;
    }

    private void follow() {
        try {
            Sha256.Running running = new Sha256.Running();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
            long done = 0;
            for (long end = awaitBeyond(done); end > done; end = awaitBeyond(done)) {
                while (done < end && !isAbandoned()) {
                    chunk.clear().limit((int) Math.min(chunk.capacity(), end - done));
                    int read = channel.read(chunk, done);
                    if (read < 0) {
                        throw new EOFException("what was written ends before byte " + done);
                    }
                    running.update(chunk.array(), 0, read);
                    done += read;
                }
            }
            digest = running.digest();
        } catch (IOException e) {
            failure = e;
        }
    }

    /// Waits until there is more than `done`.
    ///
    /// @return how much there is; `done` itself where nothing more will come
    private long awaitBeyond(long done) {
        lock.lock();
        try {
            while (written <= done && !complete && !abandoned) {
                changed.awaitUninterruptibly();
            }
            return abandoned ? done : written;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAbandoned() {
        lock.lock();
        try {
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the thread; a digest that was not asked for is lost.
    @Override
    public void close() {
        lock.lock();
        try {
            abandoned = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        join();
    }
}
