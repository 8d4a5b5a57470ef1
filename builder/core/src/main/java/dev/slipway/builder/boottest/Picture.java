package dev.slipway.builder.boottest;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.machine.Machine;
import dev.slipway.machine.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The last picture that could be taken of a guest's screen. A machine that is off has no screen any more, so one is
/// taken before each wait.
final class Picture implements AutoCloseable {

    private final Optional<Path> wanted;
    private final Scratch scratch;

    private Picture(Optional<Path> wanted, Scratch scratch) {
        this.wanted = wanted;
        this.scratch = scratch;
    }

    /// @param wanted where the user wants it; told now, not after minutes, where that cannot be
    static Picture of(Optional<Path> wanted) throws IOException {
        if (wanted.isPresent()
                && !Files.isDirectory(wanted.get().toAbsolutePath().resolveSibling("."))) {
            throw Problem.input("boot-test.screenshot", "there is no such folder for the picture of the screen")
                    .at(wanted.get().toString())
                    .exception();
        }
        return new Picture(wanted, Scratch.createForProcess());
    }

    void takeIfWanted(Machine machine) {
        if (wanted.isPresent()) {
            take(machine);
        }
    }

    private void take(Machine machine) {
        try {
            Path fresh = scratch.directory().resolve("fresh.png");
            machine.screenshot(fresh);
            Files.move(fresh, last(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // It is off, or going off: the one before stays.
        }
    }

    private Path last() {
        return scratch.directory().resolve("last.png");
    }

    /// After everything came: where it was asked for.
    Optional<Path> lastOf(Machine machine) throws IOException {
        takeIfWanted(machine);
        return wanted.isPresent() ? kept(wanted.get()) : Optional.empty();
    }

    /// After something did not come: where it was asked for, or among the system's temporary files.
    Optional<Path> ofFailure(Machine machine) throws IOException {
        take(machine);
        if (!Files.exists(last())) {
            return Optional.empty();
        }
        return kept(wanted.isPresent() ? wanted.get() : Files.createTempFile("slipway-screen-", ".png"));
    }

    private Optional<Path> kept(Path target) throws IOException {
        if (!Files.exists(last())) {
            return Optional.empty();
        }
        Image.ofFile(last()).writeTo(target);
        return Optional.of(target);
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
