package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A program `docker-credential-NAME` that keeps credentials (docker-credential-helpers, "Development"): it is told a
/// server and prints who the user is there. What it prints is never told to anybody, as it may be a secret.
///
/// @param place where it is named, for errors
/// @param environment of the process; its `PATH` leads to the program
/// @param patience how long it may take: it may ask the user for a password
record CredentialHelper(String name, String place, Map<String, String> environment, Duration patience) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    /// How every helper says that it does not know a server.
    private static final String NOT_FOUND = "credentials not found in native keychain";

    private record Output(int status, String answer) {}

    /// The credentials for a server, where the helper has any.
    ///
    /// @throws ProblemException where it cannot be asked, or its answer cannot be understood
    Optional<Credentials> ask(String server) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw RegistryProblems.credentials(
                    place,
                    "it names a credential helper that cannot be",
                    "correct 'credHelpers' or 'credsStore' there");
        }
        Path program = program().orElseThrow(() -> problem(program(name) + " is not on the PATH", server));
        Output output = run(program, server);
        if (output.answer.contains(NOT_FOUND)) {
            return Optional.empty();
        }
        if (output.status != 0) {
            throw problem("%s ended with status %d".formatted(program(name), output.status), server);
        }
        return credentials(output.answer, server);
    }

    private static String program(String name) {
        return "docker-credential-" + name;
    }

    private Optional<Path> program() {
        for (String folder : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            Path program = Path.of(folder, program(name));
            if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private Output run(Path program, String server) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "get").redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw problem(program(name) + " cannot be started", server);
        }
        try {
            return talk(process, server);
        } catch (TimeoutException e) {
            throw problem("%s does not answer within %d s".formatted(program(name), patience.toSeconds()), server);
        } catch (ExecutionException e) {
            throw problem(program(name) + " prints no credentials", server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Output talk(Process process, String server)
            throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<String> answer = new FutureTask<>(() -> {
            try (InputStream out = process.getInputStream()) {
                return new String(out.readNBytes(ANSWER_BYTES_MAX), UTF_8);
            }
        });
        Thread.ofVirtual().name("answer of a credential helper").start(answer);
        try (OutputStream in = process.getOutputStream()) {
            in.write(server.getBytes(UTF_8));
        } catch (IOException e) {
            // It did not want to hear it; its status tells more.
        }
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException();
        }
        // Bounded once more: an agent that it has left behind may hold the pipe open.
        return new Output(process.exitValue(), answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Optional<Credentials> credentials(String answer, String server) {
        Optional<String> user;
        Optional<String> secret;
        try {
            JsonObject json = JsonObject.read(answer.getBytes(UTF_8), program(name));
            user = json.text("Username");
            secret = json.text("Secret");
        } catch (ProblemException e) {
            // Its message would quote what was printed.
            throw problem(program(name) + " prints no JSON", server);
        }
        if (user.isEmpty() || secret.isEmpty()) {
            throw problem(program(name) + " prints no Username and Secret", server);
        }
        boolean nobody = user.get().isEmpty() && secret.get().isEmpty();
        return nobody ? Optional.empty() : Optional.of(new Credentials(user.get(), secret.get()));
    }

    private ProblemException problem(String reason, String server) {
        return RegistryProblems.credentials(
                place, reason, "see what `echo %s | %s get` says, or log in again".formatted(server, program(name)));
    }
}
