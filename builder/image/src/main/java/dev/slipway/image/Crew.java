package dev.slipway.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Threads that do the same work side by side until there is none left.
public final class Crew {

    private Crew() {}

    /// What each thread does. It ends when nothing is left to do, or when it is interrupted.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// Runs `work` in several threads at once and returns when all have ended. When one fails, the others are
    /// interrupted and its failure is thrown.
    public static void run(int threads, Work work) throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("crew-", 0).daemon().factory());
        try {
            var ended = new ExecutorCompletionService<Void>(executor);
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(ended.submit(() -> {
                    work.run();
                    return null;
                }));
            }
            for (int i = 0; i < all.size(); i++) {
                ended.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            executor.shutdownNow();
            executor.close();
        }
    }

    private static IOException failure(ExecutionException failed) {
        return switch (failed.getCause()) {
            case IOException io -> io;
            case RuntimeException fault -> throw fault;
            case Error error -> throw error;
            case null, default -> new IOException(failed);
        };
    }
}
