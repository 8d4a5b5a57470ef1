package dev.slipway.builder.oci.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Works on several layers at once. The first failure ends all of them.
public final class Crew {

    /// Enough for a line that one connection does not fill, and no burden for a registry.
    private static final int THREADS_MAX = 4;

    private Crew() {}

    /// Work on one item.
    @FunctionalInterface
    public interface Work<T, R> {
        R on(T item) throws IOException;
    }

    /// The results, in the order of the items.
    public static <T, R> List<R> run(List<T> items, Work<T, R> work) throws IOException {
        List<Future<R>> futures = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(
                THREADS_MAX, Thread.ofPlatform().daemon().name("layer-", 0).factory());
        try {
            ExecutorCompletionService<R> service = new ExecutorCompletionService<>(threads);
            items.forEach(item -> futures.add(service.submit(() -> work.on(item))));
            for (int i = 0; i < items.size(); i++) {
                service.take().get();
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.resultNow());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private static IOException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null -> throw new IllegalStateException(e);
            case Throwable other -> throw new IllegalStateException(other);
        };
    }
}
