package dev.slipway.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Brings what was written to the disk while more is being written, so that little is left to wait for at the end.
/// Failures are not told: the flush at the end meets them again.
public final class EarlyFlush implements AutoCloseable {

    /// Measured: smaller steps make the writer wait, larger ones leave more to do at the end.
    private static final long STEP_BYTES = 96L << 20;

    private final FileChannel channel;
    private final AtomicBoolean running = new AtomicBoolean();
    private long flushedTo;
    private @Nullable Thread thread;

    /// Flushes this channel, which the caller closes after this.
    public EarlyFlush(FileChannel channel) {
        this.channel = channel;
    }

    /// So many bytes are written: begins a flush where enough has come together and none is under way.
    public void written(long doneBytes) {
        if (doneBytes - flushedTo < STEP_BYTES || !running.compareAndSet(false, true)) {
            return;
        }
        flushedTo = doneBytes;
        thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                channel.force(false);
            } catch (IOException e) {
                // Said by the flush at the end.
            } finally {
                running.set(false);
            }
        });
    }

    /// Waits for the flush that is under way.
    @Override
    public void close() {
        Thread last = thread;
        if (last == null) {
            return;
        }
        try {
            last.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
