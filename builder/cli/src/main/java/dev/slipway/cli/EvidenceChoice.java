package dev.slipway.cli;

import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.KeyPassword;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of verbs that write images with their evidence.
final class EvidenceChoice {

    @Option(
            names = "--no-evidence",
            description =
                    "Write nothing beside the output, where its checksum, its provenance and its bill of materials"
                            + " would lie.")
    private boolean none;

    @Option(
            names = "--sign-key",
            paramLabel = "FILE",
            description =
                    "The private key that signs the provenance: Ed25519, ECDSA P-256 or P-384, as PKCS #8 in PEM.")
    private Optional<Path> signKey = Optional.empty();

    @Option(
            names = "--sign-key-password",
            paramLabel = "PLACE",
            description = "Where the password of an encrypted key is: env:VARIABLE or file:PATH.")
    private Optional<String> signKeyPassword = Optional.empty();

    EvidenceOptions options() {
        return none
                ? EvidenceOptions.NONE
                : new EvidenceOptions(true, signKey, signKeyPassword.map(KeyPassword::parse));
    }
}
