package dev.slipway.ova.vsphere.transfer;

import dev.slipway.ova.vsphere.connection.VcenterException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// What a run has made on vCenter and would leave behind if it ended now. Making and noting is one step, so that
/// Ctrl-C cannot come in between.
public final class Leftovers {

    private final Deque<Leftover> all = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    /// One thing.
    ///
    /// @param name for people, with its identifier
    /// @param removal how it is removed
    public record Leftover(String name, Step removal) {}

    /// Does something there.
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /// Makes something.
    @FunctionalInterface
    public interface Making<T> {
        T make() throws IOException;
    }

    /// Makes something and notes it.
    public <T> T make(Making<T> making, Function<T, Leftover> leftover) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new InterruptedIOException("interrupted");
            }
            T made = making.make();
            all.push(leftover.apply(made));
            return made;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a step behind which there are other things than those noted so far, or none that could be left behind.
    public void become(Step step, List<Leftover> next) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new InterruptedIOException("interrupted");
            }
            step.run();
            all.clear();
            next.forEach(all::push);
        } finally {
            lock.unlock();
        }
    }

    /// Notes nothing any more: what there is, is what was wanted.
    public void keep() throws IOException {
        become(() -> {}, List.of());
    }

    /// Whether the run is being ended.
    public boolean isClosed() {
        return closed;
    }

    /// The names of what there is, the newest first.
    public List<String> names() {
        lock.lock();
        try {
            return all.stream().map(Leftover::name).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Removes everything, the newest first, and lets nothing new be made.
    ///
    /// @param patience for what is being made right now
    /// @return what could not be removed, and why
    public List<String> remove(Duration patience) {
        closed = true;
        List<String> remaining = new ArrayList<>();
        try {
            if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return List.of("something that was just being made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return names();
        }
        try {
            while (!all.isEmpty()) {
                Leftover leftover = all.pop();
                try {
                    leftover.removal().run();
                } catch (VcenterException e) {
                    if (!e.isMissing()) {
                        remaining.add("%s (%s)".formatted(leftover.name(), e.getMessage()));
                    }
                } catch (IOException e) {
                    remaining.add("%s (%s)".formatted(leftover.name(), reason(e)));
                }
            }
        } finally {
            lock.unlock();
        }
        return remaining;
    }

    /// Waits until a removal by another thread has ended, or the patience has.
    public void awaitRemoved(Duration patience) {
        try {
            if (lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
