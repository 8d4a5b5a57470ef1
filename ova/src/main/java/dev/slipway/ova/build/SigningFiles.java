package dev.slipway.ova.build;

import dev.slipway.builder.evidence.KeyPassword;
import java.nio.file.Path;
import java.util.Optional;

/// What signs the manifest of an appliance.
///
/// @param key an RSA key in PEM
/// @param certificate its certificate in PEM
/// @param password where that of an encrypted key is
public record SigningFiles(Path key, Path certificate, Optional<KeyPassword> password) {}
