package dev.slipway.ova.vsphere.connection;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Where user and password come from: never from the command line, which everybody can read in the list of processes.
///
/// @param user as given by option; otherwise that of the credentials file, or `VSPHERE_USER`
/// @param passwordFile a file whose first line is the password
/// @param credentialsFile a file with the lines `user=NAME` and `password=SECRET`
public record CredentialSource(Optional<String> user, Optional<Path> passwordFile, Optional<Path> credentialsFile) {

    /// The variable with the user.
    public static final String USER_VARIABLE = "VSPHERE_USER";

    /// The variable with the password.
    public static final String PASSWORD_VARIABLE = "VSPHERE_PASSWORD";

    private static final String CODE = "vsphere.credentials";
    private static final int FILE_BYTES_MAX = 16 << 10;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /// Reads them.
    ///
    /// @param warnings is told where others may read a file
    /// @throws dev.slipway.builder.problem.ProblemException where there are none; never quotes what was read
    public Credentials read(Map<String, String> environment, Consumer<String> warnings) {
        if (passwordFile.isPresent() && credentialsFile.isPresent()) {
            throw Problem.usage(CODE, "there are two places of the password")
                    .fix("give either --password-file or --credentials-file")
                    .exception();
        }
        Map<String, String> file =
                credentialsFile.map(path -> pairs(path, warnings)).orElse(Map.of());
        Optional<String> name = user.or(() -> Optional.ofNullable(file.get("user")))
                .or(() -> Optional.ofNullable(environment.get(USER_VARIABLE)))
                .filter(text -> !text.isBlank());
        Optional<String> password = passwordFile
                .map(path -> lines(path, warnings).lines().findFirst().orElse(""))
                .or(() -> Optional.ofNullable(file.get("password")))
                .or(() -> Optional.ofNullable(environment.get(PASSWORD_VARIABLE)))
                .filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            throw Problem.usage(CODE, "nobody is named to log in as")
                    .fix("add --user administrator@vsphere.local, or set " + USER_VARIABLE)
                    .exception();
        }
        if (name.get().contains(":")) {
            throw Problem.usage(CODE, "the user's name has a colon")
                    .because("that ends the name in HTTP's way to log in (RFC 7617)")
                    .exception();
        }
        if (password.isEmpty()) {
            throw Problem.usage(CODE, "there is no password for " + name.get())
                    .fix("set %s, or name a file: --password-file".formatted(PASSWORD_VARIABLE))
                    .exception();
        }
        return new Credentials(name.get().strip(), password.get());
    }

    private static Map<String, String> pairs(Path file, Consumer<String> warnings) {
        Map<String, String> pairs = new HashMap<>();
        for (String line : lines(file, warnings).lines().toList()) {
            int equals = line.indexOf('=');
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            String key = equals < 0 ? "" : line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (!Set.of("user", "password").contains(key)) {
                throw Problem.usage(CODE, "the credentials file cannot be understood")
                        .at(file.toString())
                        .because("a line is neither user=NAME nor password=SECRET")
                        .exception();
            }
            pairs.put(key, line.substring(equals + 1));
        }
        return pairs;
    }

    private static String lines(Path file, Consumer<String> warnings) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
            if (isReadableByOthers(file)) {
                warnings.accept("%s: others may read this file; chmod 600 keeps it to you".formatted(file));
            }
            return text;
        } catch (IOException e) {
            throw Problem.usage(CODE, "the file of the password cannot be read")
                    .at(file.toString())
                    .because(e.getClass().getSimpleName())
                    .exception(e);
        }
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            // No such permissions here: nothing can be said.
            return false;
        }
    }
}
