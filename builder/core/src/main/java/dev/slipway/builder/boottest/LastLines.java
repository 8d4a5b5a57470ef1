package dev.slipway.builder.boottest;

import dev.slipway.machine.Machine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tells a listener once a second what the guest said last, until it is closed.
public final class LastLines implements AutoCloseable {

    private static final long INTERVAL_SECONDS = 1;

    private final CountDownLatch closed = new CountDownLatch(1);

    private LastLines() {}

    /// Begins to tell.
    public static LastLines tell(Machine machine, Consumer<String> listener) {
        LastLines lines = new LastLines();
        Thread.ofVirtual().name("last line of the guest").start(() -> lines.run(machine, listener));
        return lines;
    }

    private void run(Machine machine, Consumer<String> listener) {
        String told = "";
        try {
            while (!closed.await(INTERVAL_SECONDS, TimeUnit.SECONDS)) {
                String last = machine.lastLine();
                if (!last.equals(told)) {
                    told = last;
                    listener.accept(last);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
