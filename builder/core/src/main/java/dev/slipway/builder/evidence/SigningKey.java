package dev.slipway.builder.evidence;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A private key of the user's that signs evidence: Ed25519, or ECDSA over P-256 or P-384, as PKCS #8 in PEM, which may
/// be encrypted (RFC 5958, RFC 8018).
public final class SigningKey {

    private static final String CODE = "sign-key";
    private static final String FIX = "make one: openssl genpkey -algorithm ed25519 -out key.pem";

    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

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
        PemFile pem = PemFile.read(file, CODE, FIX);
        byte[] encoded = switch (pem.type()) {
            case "PRIVATE KEY" -> pem.encoded();
            case "ENCRYPTED PRIVATE KEY" -> decrypt(pem, password, environment);
            case "EC PRIVATE KEY" -> throw convertible(file, "it is an EC key in the format of SEC 1");
            case "OPENSSH PRIVATE KEY" ->
                throw PemFile.unusable(
                        file,
                        CODE,
                        "it is a key of OpenSSH",
                        FIX + "; an ECDSA key is converted in place by ssh-keygen -p -m PKCS8 -f COPY");
            case "PUBLIC KEY", "CERTIFICATE" ->
                throw PemFile.unusable(file, CODE, "it is public, and signing takes the private key", FIX);
            default -> throw PemFile.unusable(file, CODE, "it holds a " + pem.type(), FIX);
        };
        for (String family : List.of("Ed25519", "EC")) {
            Optional<PrivateKey> key = decode(family, encoded);
            if (key.isPresent()) {
                KeyAlgorithm algorithm = KeyAlgorithm.of(key.get())
                        .orElseThrow(() ->
                                PemFile.unusable(file, CODE, "its curve is none of P-256, P-384 and Ed25519", FIX));
                return new SigningKey(key.get(), algorithm, isReadableByOthers(file));
            }
        }
        throw PemFile.unusable(file, CODE, "it is neither Ed25519 nor ECDSA, or damaged", FIX);
    }

    private static ProblemException convertible(Path file, String reason) {
        return PemFile.unusable(
                file, CODE, reason, "convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem".formatted(file));
    }

    private static byte[] decrypt(PemFile pem, Optional<KeyPassword> source, Map<String, String> environment) {
        KeyPassword place = source.orElseThrow(
                () -> Problem.usage("sign-key.encrypted", "the key is encrypted, and no password is named")
                        .at(pem.path().toString())
                        .fix("name its place: --sign-key-password env:VARIABLE, or file:PATH")
                        .exception());
        char[] password = place.read(environment);
        PBEKeySpec secret = new PBEKeySpec(password);
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(pem.encoded());
            // The name of PBES2 alone does not tell its parts; its parameters do.
            String algorithm = String.valueOf(info.getAlgParameters());
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (InvalidKeySpecException e) {
            throw Problem.usage("sign-key.password", "the password does not open the key")
                    .at(pem.path().toString())
                    .because("it comes from " + place.place())
                    .exception(e);
        } catch (IOException | GeneralSecurityException e) {
            throw PemFile.unusable(
                    pem.path(),
                    CODE,
                    "it is encrypted in a way that is not known here",
                    "encrypt it with AES: openssl pkcs8 -topk8 -v2 aes-256-cbc -in %s -out key.pem"
                            .formatted(pem.path()));
        } finally {
            secret.clearPassword();
            Arrays.fill(password, '\0');
        }
    }

    private static Optional<PrivateKey> decode(String family, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no %s in this JVM".formatted(family), e);
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
