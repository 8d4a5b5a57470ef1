package dev.slipway.builder.evidence;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A private key of the user's that signs evidence: Ed25519, or ECDSA over P-256 or P-384, as PKCS #8 in PEM, which may
/// be encrypted (RFC 5958, RFC 8018).
public final class SigningKey {

    private static final String CODE = "sign-key";
    private static final String FIX = "make one: openssl genpkey -algorithm ed25519 -out key.pem";

    private final PrivateKey key;
    private final KeyAlgorithm algorithm;
    private final boolean readableByOthers;

    private SigningKey(PrivateKey key, KeyAlgorithm algorithm, boolean readableByOthers) {
        this.key = key;
        this.algorithm = algorithm;
        this.readableByOthers = readableByOthers;
    }

    /// The key that the options of a build name.
    ///
    /// @param environment where a password may be
    /// @param warnings is told where others may read the key
    /// @throws ProblemException where it cannot be used
    public static Optional<SigningKey> of(
            EvidenceOptions options, Map<String, String> environment, Consumer<String> warnings) {
        if (!options.wanted() || options.signKey().isEmpty()) {
            return Optional.empty();
        }
        Path file = options.signKey().get();
        SigningKey key = read(file, options.signKeyPassword(), environment);
        if (key.readableByOthers) {
            warnings.accept("%s: others may read this private key; chmod 600 keeps it to you".formatted(file));
        }
        return Optional.of(key);
    }

    /// Reads a key.
    ///
    /// @param password where that of an encrypted key is
    /// @param environment where a password may be
    /// @throws ProblemException where it cannot be used; says how to convert keys of other formats
    public static SigningKey read(Path file, Optional<KeyPassword> password, Map<String, String> environment) {
        PrivateKeyFile read = PrivateKeyFile.read(file, password, environment, List.of("Ed25519", "EC"), CODE, FIX);
        KeyAlgorithm algorithm = KeyAlgorithm.of(read.key())
                .orElseThrow(() -> PemFile.unusable(file, CODE, "its curve is none of P-256, P-384 and Ed25519", FIX));
        return new SigningKey(read.key(), algorithm, read.isReadableByOthers());
    }

    /// Whether others on this machine may read its file, which the user should know.
    public boolean isReadableByOthers() {
        return readableByOthers;
    }

    /// What its signatures are, by the name that the Java Cryptography Architecture has for it.
    public String algorithm() {
        return algorithm.signature();
    }

    /// The signature over these bytes: 64 bytes of Ed25519, or ECDSA's in DER. Ed25519 signs the same bytes always in
    /// the same way, ECDSA never.
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(algorithm.signature());
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("%s cannot sign in this JVM".formatted(algorithm), e);
        }
    }
}
