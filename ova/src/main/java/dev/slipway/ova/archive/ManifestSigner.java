package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.evidence.PrivateKeyFile;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signs manifests with a key and a certificate of the user's. RSA only: VMware's importers know nothing else,
/// and its signatures are the same for the same manifest.
public final class ManifestSigner {

    private static final String CODE = "ova.sign-key";
    private static final String FIX =
            "make both: openssl req -x509 -newkey rsa:3072 -nodes -days 730 -subj /CN=NAME -keyout key.pem -out cert.pem";
    private static final String ALGORITHM = "SHA256withRSA";
    private static final int KEY_BITS_MIN = 2048;
    private static final byte[] PROBE = "a manifest".getBytes(ISO_8859_1);

    private final PrivateKey key;
    private final List<X509Certificate> certificates;
    private final boolean keyReadableByOthers;

    private ManifestSigner(PrivateKey key, List<X509Certificate> certificates, boolean keyReadableByOthers) {
        this.key = key;
        this.certificates = certificates;
        this.keyReadableByOthers = keyReadableByOthers;
    }

    /// Reads key and certificate, and sees to it that they belong together.
    ///
    /// @param certificateFile the signer's certificate in PEM, and those of who issued it behind it
    /// @param password where that of an encrypted key is
    /// @param environment where a password may be
    /// @param now whether the certificate is valid is asked for this time
    /// @throws ProblemException where one of them cannot be used
    public static ManifestSigner read(
            Path keyFile,
            Path certificateFile,
            Optional<KeyPassword> password,
            Map<String, String> environment,
            Instant now) {
        PrivateKeyFile key = PrivateKeyFile.read(keyFile, password, environment, List.of("RSA"), CODE, FIX);
        if (!(key.key() instanceof RSAKey rsa) || rsa.getModulus().bitLength() < KEY_BITS_MIN) {
            throw unusable(keyFile, "the key has fewer than %d bits".formatted(KEY_BITS_MIN));
        }
        List<X509Certificate> certificates = CertificateFile.certificates(text(certificateFile))
                .orElseThrow(() -> unusable(certificateFile, "there is no sound certificate in PEM in it"));
        ManifestSigner signer = new ManifestSigner(key.key(), certificates, key.isReadableByOthers());
        if (!signer.sign("probe", PROBE).isSignatureOf(PROBE)) {
            throw unusable(certificateFile, "it is the certificate of another key than that in " + keyFile);
        }
        X509Certificate own = certificates.getFirst();
        Instant from = own.getNotBefore().toInstant();
        Instant to = own.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(to)) {
            throw unusable(certificateFile, "it is valid from %s to %s".formatted(from, to));
        }
        return signer;
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(CertificateFile.SIZE_BYTES_MAX), ISO_8859_1);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static ProblemException unusable(Path file, String reason) {
        return Problem.usage(CODE, "this cannot sign an appliance")
                .at(file.toString())
                .because(reason)
                .fix(FIX)
                .exception();
    }

    /// Whether others on this machine may read the file of the key, which the user should know.
    public boolean isKeyReadableByOthers() {
        return keyReadableByOthers;
    }

    /// The signature of a manifest: PKCS #1 v1.5 over SHA-256 (RFC 8017, chapter 8.2).
    public CertificateFile sign(String manifestName, byte[] manifest) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(manifest);
            return new CertificateFile(
                    Manifest.SHA_256, manifestName, HexFormat.of().formatHex(signature.sign()), certificates);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with RSA", e);
        }
    }
}
