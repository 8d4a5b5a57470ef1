package dev.slipway.builder.evidence;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/// The public half of a [SigningKey], in PEM as `openssl pkey -pubout` writes it.
public final class VerifyingKey {

    private static final String CODE = "verify-key";
    private static final String FIX = "name the public key: openssl pkey -in key.pem -pubout -out key.pub";

    private final PublicKey key;
    private final KeyAlgorithm algorithm;

    private VerifyingKey(PublicKey key, KeyAlgorithm algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /// Reads a key.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it cannot be used
    public static VerifyingKey read(Path file) {
        PemFile pem = PemFile.read(file, CODE, FIX);
        if (pem.type().endsWith("PRIVATE KEY")) {
            throw PemFile.unusable(file, CODE, "it is a private key, which is not to be passed around", FIX);
        }
        if (!pem.type().equals("PUBLIC KEY")) {
            throw PemFile.unusable(file, CODE, "it holds a " + pem.type(), FIX);
        }
        for (String family : List.of("Ed25519", "EC")) {
            Optional<PublicKey> key = decode(family, pem.encoded());
            if (key.isPresent()) {
                return new VerifyingKey(
                        key.get(),
                        KeyAlgorithm.of(key.get())
                                .orElseThrow(() -> PemFile.unusable(
                                        file, CODE, "its curve is none of P-256, P-384 and Ed25519", FIX)));
            }
        }
        throw PemFile.unusable(file, CODE, "it is neither Ed25519 nor ECDSA, or damaged", FIX);
    }

    private static Optional<PublicKey> decode(String family, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no %s in this JVM".formatted(family), e);
        }
    }

    /// Whether the owner of this key's private half signed these bytes. What is no signature counts as a wrong one.
    public boolean verifies(byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.signature());
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("%s cannot verify in this JVM".formatted(algorithm), e);
        }
    }
}
