package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signatures in the hands of OpenSSL.
@RequiresTool("openssl")
class ManifestSignerIT {

    private static final byte[] MANIFEST = "SHA256(edge.ovf)= 00\n".getBytes(US_ASCII);
    private static final Optional<KeyPassword> NO_PASSWORD = Optional.empty();

    @TempDir
    Path directory;

    @BeforeEach
    void makeKeys() {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=edge -keyout key.pem -out cert.pem");
    }

    @Test
    void opensslVerifiesSignature() throws IOException {
        CertificateFile signed = signer("key.pem", "cert.pem").sign("edge.mf", MANIFEST);
        Files.write(directory.resolve("edge.mf"), MANIFEST);
        Files.write(directory.resolve("edge.sig"), HexFormat.of().parseHex(signed.signature()));
        Files.write(directory.resolve("edge.cert"), signed.encode());
        // OpenSSL skips the line in front of the certificate.
        openssl("x509 -in edge.cert -noout -pubkey -out key.pub");

        assertThat(Files.readString(directory.resolve("edge.cert"))).startsWith("SHA256(edge.mf)= ");
        assertThat(openssl("dgst -sha256 -verify key.pub -signature edge.sig edge.mf"))
                .contains("Verified OK");
        assertThat(openssl("x509 -in edge.cert -noout -fingerprint -sha256"))
                .isEqualTo(openssl("x509 -in cert.pem -noout -fingerprint -sha256"));
    }

    @Test
    void signatureOfOpensslIsVerified() throws IOException {
        Files.write(directory.resolve("edge.mf"), MANIFEST);
        openssl("dgst -sha256 -sign key.pem -out edge.sig edge.mf");
        String hex = HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("edge.sig")));
        byte[] file =
                ("SHA256(edge.mf)= " + hex + "\n" + Files.readString(directory.resolve("cert.pem"))).getBytes(US_ASCII);

        CertificateFile read = CertificateFile.read(file).orElseThrow();

        assertThat(read.isSignatureOf(MANIFEST)).isTrue();
        assertThat(read.isSignatureOf("other".getBytes(US_ASCII))).isFalse();
        assertThat(read.signer().getSubjectX500Principal().getName()).isEqualTo("CN=edge");
    }

    @Test
    void signWhenManifestIsSameIsSame() {
        ManifestSigner signer = signer("key.pem", "cert.pem");
        assertThat(signer.sign("edge.mf", MANIFEST)).isEqualTo(signer.sign("edge.mf", MANIFEST));
    }

    @Test
    void readOfEncryptedKeyTakesPassword() {
        openssl("pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -passout pass:hush -out locked.pem");
        ManifestSigner signer = ManifestSigner.read(
                directory.resolve("locked.pem"),
                directory.resolve("cert.pem"),
                Optional.of(new KeyPassword.Variable("P")),
                Map.of("P", "hush"),
                Instant.now());
        assertThat(signer.sign("edge.mf", MANIFEST).isSignatureOf(MANIFEST)).isTrue();
        assertThatThrownBy(() -> signer("locked.pem", "cert.pem")).hasMessageContaining("no password is named");
    }

    @Test
    void readOfWhatDoesNotFitRefuses() throws IOException {
        openssl("req -x509 -newkey rsa:2048 -nodes -subj /CN=other -keyout other.pem -out other-cert.pem");
        openssl("req -x509 -newkey rsa:1024 -nodes -subj /CN=small -keyout small.pem -out small-cert.pem");
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=ec -keyout ec.pem -out ec-cert.pem");
        openssl("rsa -traditional -in key.pem -out old.pem");
        Files.writeString(directory.resolve("text.pem"), "no certificate");

        assertThatThrownBy(() -> signer("key.pem", "other-cert.pem")).hasMessageContaining("of another key");
        assertThatThrownBy(() -> signer("key.pem", "ec-cert.pem")).hasMessageContaining("of another key");
        assertThatThrownBy(() -> signer("small.pem", "small-cert.pem")).hasMessageContaining("fewer than 2048 bits");
        assertThatThrownBy(() -> signer("ec.pem", "ec-cert.pem")).hasMessageContaining("it is no RSA key");
        assertThatThrownBy(() -> signer("old.pem", "cert.pem")).hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(() -> signer("cert.pem", "cert.pem")).hasMessageContaining("signing takes the private key");
        assertThatThrownBy(() -> signer("key.pem", "text.pem")).hasMessageContaining("no sound certificate");
        assertThatThrownBy(() -> signer("key.pem", "gone.pem")).hasMessageContaining("cannot be read");
    }

    @Test
    void readWhenCertificateIsExpiredRefuses() {
        Instant later = Instant.now().plus(Duration.ofDays(31));
        assertThatThrownBy(() -> ManifestSigner.read(
                        directory.resolve("key.pem"), directory.resolve("cert.pem"), NO_PASSWORD, Map.of(), later))
                .hasMessageContaining("it is valid from");
    }

    private ManifestSigner signer(String key, String certificate) {
        return ManifestSigner.read(
                directory.resolve(key), directory.resolve(certificate), NO_PASSWORD, Map.of(), Instant.now());
    }

    private String openssl(String arguments) {
        return Tool.of((Object[]) ("openssl " + arguments).split(" "))
                .in(directory)
                .run();
    }
}
