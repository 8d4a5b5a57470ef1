package dev.slipway.builder.installer;

import dev.slipway.builder.cache.BuildCache;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The evidence of a medium while it is gathered on another processor.
public final class GatheredEvidence {

    private final FutureTask<MediumEvidence> gathering;

    private GatheredEvidence(FutureTask<MediumEvidence> gathering) {
        this.gathering = gathering;
    }

    /// Begins to gather.
    static GatheredEvidence begin(InstallerRequest request, Medium medium, BuildCache cache) {
        FutureTask<MediumEvidence> gathering = new FutureTask<>(() -> MediumEvidence.of(request, medium, cache));
        Thread.ofPlatform().daemon().name("gather evidence").start(gathering);
        return new GatheredEvidence(gathering);
    }

    /// Waits until it is there.
    public MediumEvidence await() throws IOException {
        try {
            return gathering.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException("evidence could not be gathered", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while evidence was gathered");
        }
    }
}
