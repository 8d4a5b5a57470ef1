package dev.slipway.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs a program of other people and gives what it printed. Every run has a deadline and is ended with its children
/// when it passes.
public final class Tool {

    private final List<String> command;
    private Duration deadline = Duration.ofMinutes(5);
    private Path input = Path.of("/dev/null");
    private @Nullable Path directory;

    private Tool(List<String> command) {
        this.command = command;
    }

    /// A program with its arguments.
    public static Tool of(Object... command) {
        return new Tool(Arrays.stream(command).map(Object::toString).toList());
    }

    /// More arguments.
    public Tool and(Object... arguments) {
        return new Tool(Stream.concat(command.stream(), Arrays.stream(arguments).map(Object::toString))
                .toList());
    }

    /// Whether a program of that name is on the path, or in one of the places of administrators' programs.
    public static boolean isInstalled(String name) {
        return Stream.concat(
                        Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)),
                        Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
    }

    /// Runs in this directory.
    public Tool in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /// Reads its standard input from this file.
    public Tool reading(Path file) {
        input = file;
        return this;
    }

    /// Ends by then, instead of within five minutes.
    public Tool within(Duration time) {
        deadline = time;
        return this;
    }

    /// Runs the program and expects success.
    ///
    /// @return what it printed to both of its outputs
    /// @throws AssertionError with everything that it printed, where its exit status is not 0
    public String run() {
        Result result = tryRun();
        if (result.status() != 0) {
            throw new AssertionError("%s ended with status %d:%n%s"
                    .formatted(String.join(" ", command), result.status(), result.output()));
        }
        return result.output();
    }

    /// Runs the program whatever its exit status.
    public Result tryRun() {
        try {
            Path output = Files.createTempFile("tool", ".out");
            try {
                return run(output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result run(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(input.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        Process process = builder.start();
        try {
            if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("%s did not end within %s".formatted(String.join(" ", command), deadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    }

    /// How a run ended and what it printed.
    public record Result(int status, String output) {}
}
