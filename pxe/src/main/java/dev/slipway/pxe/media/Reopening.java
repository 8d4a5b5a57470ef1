package dev.slipway.pxe.media;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.FileIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Something that was read of a file, and is read again when the file is another. What cannot be read leaves
/// the former in force, and is told of once. Looks when it is asked, once a second at most. Safe for use by
/// several threads.
final class Reopening<T> {

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final Supplier<T> opening;
    private final Consumer<T> closing;
    private final Consumer<Problem> notices;
    private Opened<T> opened;
    private long looked = System.nanoTime();
    private Optional<Problem> told = Optional.empty();

    private Reopening(
            Path file, Supplier<T> opening, Consumer<T> closing, Consumer<Problem> notices, Opened<T> opened) {
        this.file = file;
        this.opening = opening;
        this.closing = closing;
        this.notices = notices;
        this.opened = opened;
    }

    private record Opened<T>(Optional<FileIdentity> identity, T value) {}

    /// @param file which tells whether there is something new
    /// @throws ProblemException where there is nothing to begin with
    static <T> Reopening<T> of(Path file, Supplier<T> opening, Consumer<T> closing, Consumer<Problem> notices) {
        // Looked at before it is read: what comes in between is then read once more, and not missed.
        Optional<FileIdentity> identity = identity(file);
        return new Reopening<>(file, opening, closing, notices, new Opened<>(identity, opening.get()));
    }

    private static Optional<FileIdentity> identity(Path file) {
        try {
            return Optional.of(FileIdentity.of(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    synchronized T current() {
        long now = System.nanoTime();
        if (now - looked >= LOOK_NANOS) {
            look();
            looked = System.nanoTime();
        }
        return opened.value;
    }

    /// Looks now.
    synchronized T refreshed() {
        look();
        looked = System.nanoTime();
        return opened.value;
    }

    private void look() {
        Optional<FileIdentity> identity = identity(file);
        if (identity.equals(opened.identity)) {
            return;
        }
        try {
            T before = opened.value;
            opened = new Opened<>(identity, opening.get());
            told = Optional.empty();
            closing.accept(before);
        } catch (ProblemException e) {
            Optional<Problem> problem = Optional.of(e.problem());
            if (!problem.equals(told)) {
                told = problem;
                notices.accept(e.problem());
            }
        }
    }

    synchronized void close() {
        closing.accept(opened.value);
    }
}
