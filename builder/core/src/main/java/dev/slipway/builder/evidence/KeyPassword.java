package dev.slipway.builder.evidence;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where the password of a private key is: `env:VARIABLE` or `file:PATH`, as openssl has it. Never the password itself,
/// which everybody could read in the list of processes.
public sealed interface KeyPassword {

    /// More than anybody types.
    int BYTES_MAX = 4096;

    /// The value of a variable of the environment.
    record Variable(String name) implements KeyPassword {}

    /// The first line of a file.
    record InFile(Path path) implements KeyPassword {}

    /// Understands a source as it was typed.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none; what was typed is not told, as it
    /// may be the password
    static KeyPassword parse(String text) {
        if (text.startsWith("env:") && text.length() > "env:".length()) {
            return new Variable(text.substring("env:".length()));
        }
        if (text.startsWith("file:") && text.length() > "file:".length()) {
            return new InFile(Path.of(text.substring("file:".length())));
        }
        throw Problem.usage("sign-key.password-source", "this names no place of the key's password")
                .because("the password itself would be readable in the list of processes")
                .fix("write env:VARIABLE or file:PATH")
                .exception();
    }

    /// The same seen from a directory.
    default KeyPassword in(Path directory) {
        return switch (this) {
            case Variable variable -> variable;
            case InFile(Path path) -> new InFile(directory.resolve(path));
        };
    }

    /// The password.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none
    default char[] read(Map<String, String> environment) {
        String password = switch (this) {
            case Variable(String name) -> environment.getOrDefault(name, "");
            case InFile(Path path) -> firstLine(path);
        };
        if (password.isEmpty()) {
            throw Problem.usage("sign-key.password", "the password of the key is empty or missing")
                    .at(place())
                    .exception();
        }
        return password.toCharArray();
    }

    /// The source as users write it.
    default String place() {
        return switch (this) {
            case Variable(String name) -> "env:" + name;
            case InFile(Path path) -> "file:" + path;
        };
    }

    private static String firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw Problem.usage("sign-key.password", "the password of the key cannot be read")
                    .at(file.toString())
                    .because(e.getClass().getSimpleName())
                    .exception(e);
        }
    }
}
