package dev.slipway.builder.evidence;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/// The signatures that we make and verify.
enum KeyAlgorithm {
    /// Ed25519 over the bytes themselves (RFC 8032).
    ED25519("Ed25519"),
    /// ECDSA over P-256 with SHA-256 (FIPS 186-5), in DER.
    P256("SHA256withECDSA"),
    /// ECDSA over P-384 with SHA-384, in DER.
    P384("SHA384withECDSA");

    private final String signature;

    KeyAlgorithm(String signature) {
        this.signature = signature;
    }

    /// The name that the Java Cryptography Architecture has for it.
    String signature() {
        return signature;
    }

    /// That of a key; empty where it is of another kind.
    static Optional<KeyAlgorithm> of(Key key) {
        return switch (key) {
            case EdECKey edwards ->
                edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())
                        ? Optional.of(ED25519)
                        : Optional.empty();
            case ECKey curve ->
                switch (curve.getParams().getCurve().getField().getFieldSize()) {
                    case 256 -> Optional.of(P256);
                    case 384 -> Optional.of(P384);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }
}
