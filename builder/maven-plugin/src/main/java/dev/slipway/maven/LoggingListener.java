package dev.slipway.maven;

import dev.slipway.maven.engine.EngineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/// Tells Maven's log what the engine does: each step, and now and then how far a long one has come.
final class LoggingListener implements EngineListener {

    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Log log;
    private final Consumer<Path> inputs;
    private final Runnable onUnfixed;
    private final LongSupplier nanoTime;
    private long toldAt;

    /// @param inputs is given the files that decide the output
    /// @param onUnfixed is run where a name among the inputs may mean something else the next time
    /// @param nanoTime the clock, [System#nanoTime]
    LoggingListener(Log log, Consumer<Path> inputs, Runnable onUnfixed, LongSupplier nanoTime) {
        this.log = log;
        this.inputs = inputs;
        this.onUnfixed = onUnfixed;
        this.nanoTime = nanoTime;
    }

    @Override
    public void input(Path path) {
        inputs.accept(path);
    }

    @Override
    public void unfixed(String base) {
        onUnfixed.run();
    }

    @Override
    public void base(String name, String digest) {
        log.info("base " + name + " is " + digest);
    }

    @Override
    public void step(String step) {
        log.info(step);
        toldAt = nanoTime.getAsLong();
    }

    @Override
    public void progress(int percent) {
        long now = nanoTime.getAsLong();
        if (now - toldAt >= TELL_EVERY_NANOS) {
            log.info("  " + percent + " %");
            toldAt = now;
        }
    }

    @Override
    public void warning(String text) {
        log.warn(text);
    }
}
