package dev.slipway.testkit;

import dev.slipway.machine.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Debian's `docker-registry`, started on a free port of this machine with a directory of its own; ended and removed
/// when closed. Needs `docker-registry` and `skopeo`; with TLS also `openssl` and `htpasswd`.
public final class Registry implements AutoCloseable {

    /// Who may read and write, where TLS is spoken.
    public static final String USER = "operator";

    /// The password of [#USER].
    public static final String PASSWORD = "correct horse";

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");

    private final Scratch scratch;
    private final Process process;
    private final Thread end;
    private final boolean tls;
    private final CompletableFuture<String> host = new CompletableFuture<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private Registry(Scratch scratch, boolean tls) throws IOException {
        this.scratch = scratch;
        this.tls = tls;
        Path configuration = scratch.directory().resolve("config.yml");
        Files.writeString(configuration, configuration(scratch.directory(), tls));
        process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        end = new Thread(process::destroyForcibly, "end the registry");
        Runtime.getRuntime().addShutdownHook(end);
        Thread.ofVirtual().name("log of the registry").start(this::readLog);
    }

    /// One that speaks plain HTTP to anybody.
    public static Registry plain() throws IOException {
        return new Registry(Scratch.create(), false).awaitStart();
    }

    /// One that speaks TLS with a certificate of a private authority, and wants a password.
    public static Registry withTlsAndPassword() throws IOException {
        Scratch scratch = Scratch.create();
        makeCertificates(scratch.directory());
        Tool.of("htpasswd", "-Bbc", scratch.directory().resolve("htpasswd"), USER, PASSWORD)
                .run();
        return new Registry(scratch, true).awaitStart();
    }

    private static void makeCertificates(Path directory) throws IOException {
        Path names = directory.resolve("names");
        Files.writeString(names, "subjectAltName=IP:127.0.0.1\n");
        Files.createDirectory(directory.resolve("authority"));
        Path ca = directory.resolve("authority/ca.crt");
        Path caKey = directory.resolve("ca.key");
        Path request = directory.resolve("server.csr");
        Tool openssl = Tool.of("openssl").in(directory);
        openssl.and("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test authority")
                .and("-keyout", caKey, "-out", ca)
                .run();
        Tool.of("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test registry")
                .and("-keyout", directory.resolve("server.key"), "-out", request)
                .run();
        Tool.of("openssl", "x509", "-req", "-days", "2", "-in", request, "-CA", ca, "-CAkey", caKey)
                .and("-CAcreateserial", "-extfile", names, "-out", directory.resolve("server.crt"))
                .run();
    }

    private static String configuration(Path directory, boolean tls) {
        String base = """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s/data
                http:
                  addr: 127.0.0.1:0
                """.formatted(directory);
        String secured = """
                  tls:
                    certificate: %s/server.crt
                    key: %s/server.key
                auth:
                  htpasswd:
                    realm: test
                    path: %s/htpasswd
                """.formatted(directory, directory, directory);
        return tls ? base + secured : base;
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    host.complete(listening.group(1));
                }
            }
        } catch (IOException e) {
            // Ended; whoever waits is told below.
        }
        host.completeExceptionally(new IllegalStateException("the registry ended:\n" + log()));
    }

    private Registry awaitStart() {
        try {
            host.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new AssertionError("the registry did not start:\n" + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Where it listens: `127.0.0.1:PORT`.
    public String host() {
        return host.join();
    }

    /// The certificate of the private authority.
    public Path authority() {
        return scratch.directory().resolve("authority/ca.crt");
    }

    /// What it wrote: every request is in it.
    public String log() {
        return String.join("\n", log);
    }

    /// Puts an image into it with skopeo.
    ///
    /// @param source as skopeo names it, such as `oci:DIRECTORY:TAG`
    /// @param name the repository with its tag
    /// @param options more of them, such as `--all`
    public void push(String source, String name, String... options) {
        List<Object> command = new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "--quiet"));
        command.addAll(List.of(options));
        if (tls) {
            command.add("--dest-cert-dir=" + authority().getParent());
            command.add("--dest-creds=" + USER + ":" + PASSWORD);
        } else {
            command.add("--dest-tls-verify=false");
        }
        command.add(source);
        command.add("docker://" + host() + "/" + name);
        Tool.of(command.toArray()).run();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The process is ending, and the hook runs.
        }
    }
}
