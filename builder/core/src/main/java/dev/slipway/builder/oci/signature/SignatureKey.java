package dev.slipway.builder.oci.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A public key by which signatures are checked: ECDSA over P-256 or P-384, RSA with PKCS #1 v1.5 of 2048 bits or more,
/// or Ed25519. The hash is always SHA-256, as cosign's specification demands ("Hashing Algorithms"); Ed25519 brings its
/// own.
public final class SignatureKey {

    private static final int FILE_BYTES_MAX = 64 << 10;
    private static final Set<Integer> CURVE_BITS = Set.of(256, 384);
    private static final int RSA_BITS_MIN = 2048;
    /// Larger ones only take time.
    private static final int RSA_BITS_MAX = 16384;

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----");
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]++)-----END PUBLIC KEY-----");

    private final PublicKey key;
    private final String algorithm;

    private SignatureKey(PublicKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /// Reads a file with one key in PEM, as `cosign generate-key-pair` and `openssl pkey -pubout` write it (RFC 7468,
    /// 13).
    ///
    /// @throws ProblemException where there is none in it that can be used
    public static SignatureKey read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw unusable(file.toString(), "it has more than %d bytes".formatted(FILE_BYTES_MAX));
            }
            return parse(new String(bytes, ISO_8859_1), file.toString());
        } catch (IOException e) {
            throw Problem.usage("signature.key", "the key to verify signatures with cannot be read")
                    .at(file.toString())
                    .because(e.toString())
                    .fix("name the file with the public key, such as cosign.pub")
                    .exception(e);
        }
    }

    /// Reads a key in PEM.
    ///
    /// @param place where it was found, for errors
    /// @throws ProblemException where there is none in it that can be used
    public static SignatureKey parse(String pem, String place) {
        List<String> blocks =
                BEGIN.matcher(pem).results().map(found -> found.group(1)).toList();
        if (blocks.stream().anyMatch(type -> type.contains("PRIVATE KEY"))) {
            throw Problem.usage(
                            "signature.private-key",
                            "signatures are verified with a public key, and this is a private one")
                    .at(place)
                    .because("it holds a "
                            + blocks.getFirst().replace("ENCRYPTED ", "").strip())
                    .fix("name the public key, and keep the private one away from here: cosign public-key --key FILE")
                    .exception();
        }
        if (blocks.contains("CERTIFICATE")) {
            throw unusable(place, "it is a certificate; `openssl x509 -pubkey -noout -in FILE` prints its key");
        }
        Matcher block = PUBLIC_KEY.matcher(pem);
        if (blocks.size() != 1 || !block.find()) {
            throw unusable(
                    place,
                    blocks.size() > 1
                            ? "it holds %d blocks of PEM, not one".formatted(blocks.size())
                            : "there is no -----BEGIN PUBLIC KEY----- in it");
        }
        return decode(block.group(1), place);
    }

    private static SignatureKey decode(String base64, String place) {
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw unusable(place, "its Base64 is damaged");
        }
        for (String family : List.of("EC", "RSA", "Ed25519")) {
            Optional<PublicKey> key = decode(family, encoded);
            if (key.isPresent()) {
                return checked(key.get(), place);
            }
        }
        throw unusable(place, "it is of another kind, or damaged");
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

    private static SignatureKey checked(PublicKey key, String place) {
        if (key instanceof ECPublicKey curve) {
            int bits = curve.getParams().getCurve().getField().getFieldSize();
            if (!CURVE_BITS.contains(bits)) {
                throw unusable(place, "it lies on a curve of %d bits".formatted(bits));
            }
            return new SignatureKey(key, "SHA256withECDSA");
        }
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX) {
                throw unusable(place, "an RSA key of %d bits is not trusted".formatted(bits));
            }
            return new SignatureKey(key, "SHA256withRSA");
        }
        return new SignatureKey(key, "Ed25519");
    }

    private static ProblemException unusable(String place, String reason) {
        return Problem.usage("signature.key", "this is no key to verify signatures with")
                .at(place)
                .because(reason)
                .fix("name a public key in PEM: ECDSA (P-256, P-384), RSA of 2048 bits or more, or Ed25519")
                .exception();
    }

    /// Whether the owner of this key's private half signed these bytes. A signature that is none counts as a wrong one.
    boolean verifies(byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no %s in this JVM".formatted(algorithm), e);
        }
    }
}
