package dev.slipway.ova.build;

import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/// What signs the manifest of an appliance.
///
/// @param key an RSA key in PEM
/// @param certificate its certificate in PEM
/// @param password where that of an encrypted key is
public record SigningFiles(Path key, Path certificate, Optional<KeyPassword> password) {

    /// What somebody said of them, each by itself.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where one of them is without the other
    public static Optional<SigningFiles> of(
            Optional<Path> key, Optional<Path> certificate, Optional<KeyPassword> password) {
        if (key.isPresent() != certificate.isPresent()) {
            throw Problem.usage("ova.sign-key", "a signature needs a key and its certificate")
                    .fix("give both --sign-key and --sign-certificate")
                    .exception();
        }
        return key.map(file -> new SigningFiles(file, certificate.orElseThrow(), password));
    }
}
