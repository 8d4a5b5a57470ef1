package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Reads secrets, each source once. Thread-safe.
final class Secrets {

    static final int SIZE_BYTES_MAX = 64 * 1024;
    private static final int LENGTH_MIN = 4;

    private final Path folder;
    private final Map<String, String> environment;
    private final ConcurrentHashMap<SecretSource, Outcome> read = new ConcurrentHashMap<>();

    Secrets(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    private sealed interface Outcome {
        record Had(Secret secret) implements Outcome {}

        record Missing(Problem problem) implements Outcome {}
    }

    /// The secret of a source that is a site's own by now.
    ///
    /// @throws ProblemException where it cannot be had; names the source, and nothing that it says
    Secret of(SecretSource source) {
        return switch (read.computeIfAbsent(source, this::outcome)) {
            case Outcome.Had had -> had.secret();
            case Outcome.Missing missing -> throw missing.problem().exception();
        };
    }

    private Outcome outcome(SecretSource source) {
        try {
            return new Outcome.Had(check(
                    source,
                    switch (source) {
                        case SecretSource.Variable variable -> variable(variable);
                        case SecretSource.FileContent file -> withoutLastBreak(decode(source, file(file)));
                        case SecretSource.Command command ->
                            withoutLastBreak(decode(source, new SecretCommand(command, folder, environment).output()));
                    }));
        } catch (ProblemException e) {
            return new Outcome.Missing(e.problem());
        }
    }

    private String variable(SecretSource.Variable variable) {
        return Optional.ofNullable(environment.get(variable.name()))
                .orElseThrow(() -> problem(variable, "it is not set").exception());
    }

    private byte[] file(SecretSource.FileContent file) {
        Path path = folder.resolve(file.path());
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
            if (bytes.length > SIZE_BYTES_MAX) {
                throw tooLarge(file);
            }
            return bytes;
        } catch (IOException e) {
            throw problem(file, Files.exists(path) ? "it cannot be read" : "there is no such file")
                    .exception(e);
        }
    }

    private static String decode(SecretSource source, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(source, "it is not UTF-8").exception();
        }
    }

    private static String withoutLastBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static Secret check(SecretSource source, String value) {
        if (value.length() < LENGTH_MIN) {
            throw problem(
                            source,
                            "it is shorter than %d characters, and could not be told from other text"
                                    .formatted(LENGTH_MIN))
                    .exception();
        }
        if (value.length() > SIZE_BYTES_MAX) {
            throw tooLarge(source);
        }
        if (SafeText.refusal(value).isPresent()) {
            throw problem(source, "it holds a control character, half a character, or a mark that turns writing")
                    .exception();
        }
        return new Secret(value);
    }

    static ProblemException tooLarge(SecretSource source) {
        return problem(source, "it is larger than %d KiB".formatted(SIZE_BYTES_MAX / 1024))
                .exception();
    }

    static Problem problem(SecretSource source, String why) {
        return Problem.input("site.secret", "a secret cannot be had from " + SafeText.shown(source.title()))
                .because(why);
    }

    /// A text without any of the secrets.
    static String hide(List<Secret> secrets, String text) {
        String hidden = text;
        for (Secret secret : secrets) {
            hidden = secret.hideIn(hidden);
        }
        return hidden;
    }
}
