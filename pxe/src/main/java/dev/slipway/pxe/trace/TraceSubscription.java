package dev.slipway.pxe.trace;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// What happens from now on, for one reader. A reader who is too slow misses something, and is told how much.
public final class TraceSubscription implements AutoCloseable {

    private final ArrayBlockingQueue<HostEvent> waiting;
    private final Consumer<TraceSubscription> onClose;
    private final LongAdder dropped = new LongAdder();

    TraceSubscription(int capacity, Consumer<TraceSubscription> onClose) {
        waiting = new ArrayBlockingQueue<>(capacity);
        this.onClose = onClose;
    }

    void offer(HostEvent event) {
        if (!waiting.offer(event)) {
            dropped.increment();
        }
    }

    /// The next event; empty where none came in that time.
    public Optional<HostEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /// The next event where there is one.
    public Optional<HostEvent> poll() {
        return Optional.ofNullable(waiting.poll());
    }

    /// How many events this reader missed.
    public long dropped() {
        return dropped.sum();
    }

    /// Ends it; what waits can still be read.
    @Override
    public void close() {
        onClose.accept(this);
    }
}
