package dev.slipway.templates.user;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends a rendering that would take for ever: FreeMarker looks in every loop whether its thread was interrupted.
final class RenderingLimit implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("rendering-limit").factory());

    static {
        CLOCK.setRemoveOnCancelPolicy(true);
    }

    private final Thread thread = Thread.currentThread();
    private final Future<?> alarm;
    private boolean isOver;
    private boolean hasExpired;

    private RenderingLimit(Duration time) {
        alarm = CLOCK.schedule(this::expire, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static RenderingLimit of(Duration time) {
        return new RenderingLimit(time);
    }

    private synchronized void expire() {
        if (!isOver) {
            hasExpired = true;
            thread.interrupt();
        }
    }

    synchronized boolean hasExpired() {
        return hasExpired;
    }

    /// Takes back an interrupt of its own, and none that others meant.
    @Override
    public synchronized void close() {
        isOver = true;
        alarm.cancel(false);
        if (hasExpired) {
            Thread.interrupted();
        }
    }
}
