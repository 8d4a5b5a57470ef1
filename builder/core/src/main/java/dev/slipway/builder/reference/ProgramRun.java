package dev.slipway.builder.reference;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One run of a program that may take long. It ends with the processes that it started: when its time is over, when we
/// are interrupted, and when our own process is told to end.
///
/// @param command the program and its arguments
/// @param environment all that the program finds
/// @param limit how long it may take
record ProgramRun(List<String> command, Map<String, String> environment, Duration limit) {

    /// mmdebstrap unmounts and removes what it unpacked when it is told to end.
    private static final Duration TIDYING = Duration.ofSeconds(60);

    private static final Duration LAST_OUTPUT = Duration.ofSeconds(10);
    private static final int LINE_BYTES_MAX = 8 * 1024;
    private static final long LOG_BYTES_MAX = 64L << 20;

    ProgramRun {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// How a run ended.
    enum Ending {
        DONE,
        FAILED,
        OVERDUE
    }

    /// Runs it to its end.
    ///
    /// @param log gets everything that the program prints
    /// @param lines hears of each line of it
    Ending run(Path log, Consumer<String> lines) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log))) {
            Process process = builder.start();
            Thread ender = Thread.ofPlatform().unstarted(() -> end(process));
            Runtime.getRuntime().addShutdownHook(ender);
            try {
                Thread reader = Thread.ofPlatform()
                        .daemon()
                        .name("output of " + command.getFirst())
                        .start(() -> pass(process, out, lines));
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    end(process);
                }
                reader.join(LAST_OUTPUT);
                return !ended ? Ending.OVERDUE : process.exitValue() == 0 ? Ending.DONE : Ending.FAILED;
            } catch (InterruptedException e) {
                end(process);
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while %s ran".formatted(command.getFirst()));
            } finally {
                forget(ender);
            }
        }
    }

    private static void forget(Thread ender) {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException e) {
            // We are ending: it runs.
        }
    }

    private static void pass(Process process, OutputStream log, Consumer<String> lines) {
        long logged = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (logged++ < LOG_BYTES_MAX) {
                    log.write(next);
                }
                if (next != '\n') {
                    line.write(next);
                }
                if (next == '\n' || line.size() >= LINE_BYTES_MAX) {
                    log.flush();
                    lines.accept(line.toString(StandardCharsets.UTF_8).strip());
                    line.reset();
                }
            }
        } catch (IOException e) {
            // The program has ended, or its log cannot be written: how it ended counts.
        }
    }

    /// Its children with it: it waits for them, and tidies up behind them.
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        boolean interrupted = Thread.interrupted();
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(TIDYING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            // They had their time.
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
