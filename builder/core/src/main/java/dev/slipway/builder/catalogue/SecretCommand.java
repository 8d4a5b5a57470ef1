package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program that prints a secret. What it says on standard error may hold the secret and is not shown.
///
/// @param command what runs
/// @param folder where it runs
/// @param environment all that it finds, beside the site's name
/// @param limit how long it may take
record SecretCommand(SecretSource.Command command, Path folder, Map<String, String> environment, Duration limit) {

    SecretCommand(SecretSource.Command command, Path folder, Map<String, String> environment) {
        this(command, folder, environment, Duration.ofSeconds(30));
    }

    byte[] output() {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .directory(folder.toAbsolutePath().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (!command.site().isEmpty()) {
            builder.environment().put(SecretSource.SITE_VARIABLE, command.site());
        }
        try {
            return outputOf(builder.start());
        } catch (IOException e) {
            throw Secrets.problem(command, "it cannot be started").exception();
        }
    }

    private byte[] outputOf(Process process) {
        FutureTask<byte[]> reading = new FutureTask<>(() -> {
            try (InputStream in = process.getInputStream()) {
                return in.readNBytes(Secrets.SIZE_BYTES_MAX + 1);
            }
        });
        Thread.ofPlatform()
                .daemon()
                .name("secret of " + command.words().getFirst())
                .start(reading);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            byte[] bytes = reading.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (bytes.length > Secrets.SIZE_BYTES_MAX) {
                throw Secrets.tooLarge(command);
            }
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw overdue();
            }
        } catch (TimeoutException e) {
            throw overdue();
        } catch (ExecutionException e) {
            throw Secrets.problem(command, "its output cannot be read").exception();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Secrets.problem(command, "it was interrupted").exception();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw Secrets.problem(command, "it ended with exit status %d".formatted(process.exitValue()))
                    .exception();
        }
        return reading.resultNow();
    }

    private ProblemException overdue() {
        return Secrets.problem(command, "it took longer than %d s".formatted(limit.toSeconds()))
                .exception();
    }
}
