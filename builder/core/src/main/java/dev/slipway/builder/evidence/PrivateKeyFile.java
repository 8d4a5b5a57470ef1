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
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A private key of the user's as PKCS #8 in PEM, which may be encrypted (RFC 5958, RFC 8018).
///
/// @param key of one of the families that were asked for
/// @param isReadableByOthers whether others on this machine may read the file, which the user should know
public record PrivateKeyFile(PrivateKey key, boolean isReadableByOthers) {

    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /// Reads a key.
    ///
    /// @param password where that of an encrypted key is
    /// @param environment where a password may be
    /// @param families which can be used, by the names that the Java Cryptography Architecture has for them
    /// @param code of the problem, where it cannot be used
    /// @param fix how a good one is made
    /// @throws ProblemException where it cannot be used; says how to convert keys of other formats
    public static PrivateKeyFile read(
            Path file,
            Optional<KeyPassword> password,
            Map<String, String> environment,
            List<String> families,
            String code,
            String fix) {
        PemFile pem = PemFile.read(file, code, fix);
        byte[] encoded = switch (pem.type()) {
            case "PRIVATE KEY" -> pem.encoded();
            case "ENCRYPTED PRIVATE KEY" -> decrypt(pem, password, environment, code);
            case "EC PRIVATE KEY" -> throw convertible(file, code, "it is an EC key in the format of SEC 1");
            case "RSA PRIVATE KEY" -> throw convertible(file, code, "it is an RSA key in the format of PKCS #1");
            case "OPENSSH PRIVATE KEY" ->
                throw PemFile.unusable(
                        file,
                        code,
                        "it is a key of OpenSSH",
                        fix + "; an ECDSA or RSA key is converted in place by ssh-keygen -p -m PKCS8 -f COPY");
            case "PUBLIC KEY", "CERTIFICATE" ->
                throw PemFile.unusable(file, code, "it is public, and signing takes the private key", fix);
            default -> throw PemFile.unusable(file, code, "it holds a " + pem.type(), fix);
        };
        for (String family : families) {
            Optional<PrivateKey> key = decode(family, encoded);
            if (key.isPresent()) {
                return new PrivateKeyFile(key.get(), readableByOthers(file));
            }
        }
        throw PemFile.unusable(file, code, "it is %s, or damaged".formatted(noneOf(families)), fix);
    }

    private static String noneOf(List<String> families) {
        List<String> names = families.stream()
                .map(family -> family.equals("EC") ? "ECDSA" : family)
                .toList();
        return names.size() == 1 ? "no " + names.getFirst() + " key" : "neither " + String.join(" nor ", names);
    }

    private static ProblemException convertible(Path file, String code, String reason) {
        return PemFile.unusable(
                file, code, reason, "convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem".formatted(file));
    }

    private static byte[] decrypt(
            PemFile pem, Optional<KeyPassword> source, Map<String, String> environment, String code) {
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
                    code,
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

    private static boolean readableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            // No such permissions here: nothing can be said.
            return false;
        }
    }

    /// Nothing of the key.
    @Override
    public String toString() {
        return "PrivateKeyFile[%s]".formatted(key.getAlgorithm());
    }
}
