package dev.slipway.builder.evidence;

import java.nio.file.Path;
import java.util.Optional;

/// What evidence a user wants of a build.
///
/// @param wanted whether there is to be any
/// @param signKey the file with the private key that signs it
/// @param signKeyPassword where the password of that key is, as [KeyPassword#parse(String)] reads it
public record EvidenceOptions(boolean wanted, Optional<Path> signKey, Optional<KeyPassword> signKeyPassword) {

    /// Evidence without a signature: what holds where a user says nothing.
    public static final EvidenceOptions UNSIGNED = new EvidenceOptions(true, Optional.empty(), Optional.empty());

    /// No evidence.
    public static final EvidenceOptions NONE = new EvidenceOptions(false, Optional.empty(), Optional.empty());

    /// The same seen from a directory: relative paths are taken to begin there.
    public EvidenceOptions in(Path directory) {
        return new EvidenceOptions(
                wanted, signKey.map(directory::resolve), signKeyPassword.map(password -> password.in(directory)));
    }
}
