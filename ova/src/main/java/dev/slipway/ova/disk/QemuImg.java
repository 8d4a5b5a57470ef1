package dev.slipway.ova.disk;

import dev.slipway.builder.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// QEMU's program for disk images, for the formats that we neither read nor write.
final class QemuImg {

    private static final String PROGRAM = "qemu-img";
    private static final String DEBIAN_PACKAGE = "qemu-utils";
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final int WORDS_BYTES_MAX = 4096;

    private QemuImg() {}

    /// Finds out before the work whether it is there.
    ///
    /// @param purpose what it is needed for
    static void require(String purpose) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean found = Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, PROGRAM)));
        if (!found) {
            throw Problem.environment("qemu-img.missing", PROGRAM + " is not installed")
                    .because(purpose)
                    .fix("install the package " + DEBIAN_PACKAGE + ", or what your distribution calls it")
                    .exception();
        }
    }

    /// Converts an image.
    ///
    /// @param words behind `qemu-img convert`, formats and their options
    /// @throws ProblemException with what it said
    static void convert(List<String> words, Path source, Path target) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(PROGRAM, "convert"),
                        words.stream(),
                        Stream.of(
                                source.toAbsolutePath().toString(),
                                target.toAbsolutePath().toString()))
                .flatMap(part -> part)
                .toList();
        Path said = Files.createTempFile(target.toAbsolutePath().getParent(), "qemu-img", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            Thread ender = Thread.ofPlatform().unstarted(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(ender);
            try {
                boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
                if (!ended || process.exitValue() != 0) {
                    throw Problem.input("qemu-img.failed", PROGRAM + " could not convert the disk")
                            .at(source.toString())
                            .because(ended ? words(said) : "it did not end within %d s".formatted(LIMIT.toSeconds()))
                            .exception();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while %s ran".formatted(PROGRAM));
            } finally {
                process.destroyForcibly();
                forget(ender);
            }
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static void forget(Thread ender) {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException e) {
            // The process is ending, and with it what the hook ends.
        }
    }

    private static String words(Path said) throws IOException {
        try (var in = Files.newInputStream(said)) {
            return new String(in.readNBytes(WORDS_BYTES_MAX), StandardCharsets.UTF_8).strip();
        }
    }
}
