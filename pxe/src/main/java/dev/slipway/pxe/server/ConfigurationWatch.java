package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.configuration.ServerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks at the configuration's file once a second, and puts what it says in force. What cannot be used is told once,
/// and changes nothing.
final class ConfigurationWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Consumer<ServerConfiguration> change;
    private final Consumer<Problem> notices;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private Optional<Version> seen;

    private ConfigurationWatch(Path file, Consumer<ServerConfiguration> change, Consumer<Problem> notices) {
        this.file = file;
        this.change = change;
        this.notices = notices;
        seen = version();
        thread = Thread.ofPlatform().name("configuration").daemon().unstarted(this::run);
    }

    /// What tells one content of a file from another without reading it.
    private record Version(long size, long modifiedNanos, String key) {}

    /// Begins to look.
    ///
    /// @param change puts a configuration in force, or throws where it cannot
    /// @param notices takes why a configuration is not used
    static ConfigurationWatch start(Path file, Consumer<ServerConfiguration> change, Consumer<Problem> notices) {
        ConfigurationWatch watch = new ConfigurationWatch(file, change, notices);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!ending.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<Version> now = version();
                if (!now.equals(seen)) {
                    seen = now;
                    look();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            change.accept(ServerConfiguration.read(file));
        } catch (ProblemException e) {
            notices.accept(e.problem());
        }
    }

    /// Empty where there is no file at the moment: an editor may be putting another one there.
    private Optional<Version> version() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(
                    found.size(), found.lastModifiedTime().to(TimeUnit.NANOSECONDS), String.valueOf(found.fileKey())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
