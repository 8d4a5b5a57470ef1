package dev.slipway.testkit;

import dev.slipway.machine.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Debian's `dockerd`, started by the test with a directory and a socket of its own; ended when closed. It needs root
/// and rights that not every sandbox gives.
public final class DockerEngine implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final Scratch scratch;
    private final Process process;
    private final Thread end;

    private DockerEngine(Scratch scratch) throws IOException {
        this.scratch = scratch;
        Path root = scratch.directory();
        process = new ProcessBuilder()
                .command(
                        "dockerd",
                        "--host=unix://" + root.resolve("socket"),
                        "--data-root=" + root.resolve("data"),
                        "--exec-root=" + root.resolve("exec"),
                        "--pidfile=" + root.resolve("pid"),
                        "--storage-driver=vfs",
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("log").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        end = new Thread(this::stop, "end the Docker engine");
        Runtime.getRuntime().addShutdownHook(end);
    }

    /// A running engine, or nothing where it cannot run here; why stands on the error output.
    public static Optional<DockerEngine> start() throws IOException {
        DockerEngine engine = new DockerEngine(Scratch.create());
        try {
            Awaitility.await().atMost(START_DEADLINE).until(() -> engine.answers() || !engine.process.isAlive());
        } catch (ConditionTimeoutException e) {
            // Told below.
        }
        if (engine.answers()) {
            return Optional.of(engine);
        }
        System.err.println("SKIPPED: dockerd does not run here:\n"
                + Files.readString(engine.scratch.directory().resolve("log")));
        engine.close();
        return Optional.empty();
    }

    private boolean answers() {
        return process.isAlive() && docker("version").tryRun().status() == 0;
    }

    /// Where it listens, as `DOCKER_HOST` tells it.
    public String host() {
        return "unix://" + scratch.directory().resolve("socket");
    }

    /// Runs Docker's own command against it.
    public Tool docker(Object... arguments) {
        return Tool.of("docker", "--host", host()).and(arguments);
    }

    private void stop() {
        // Its containerd is a child of its own, which ends with it where it may end in peace.
        process.destroy();
        try {
            if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook runs.
        }
    }
}
