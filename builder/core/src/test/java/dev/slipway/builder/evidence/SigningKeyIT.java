package dev.slipway.builder.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys as openssl and OpenSSH write them.
@RequiresTool({"openssl", "ssh-keygen"})
class SigningKeyIT {

    private static final byte[] TEXT = "a text".getBytes(StandardCharsets.UTF_8);
    private static final Optional<KeyPassword> NO_PASSWORD = Optional.empty();

    @TempDir
    Path directory;

    private MadeKeys keys;

    @BeforeEach
    void makeKeys() {
        keys = new MadeKeys(directory);
    }

    @Test
    void signatureOfOneKeyIsNoneOfAnother() {
        Path key = keys.ed25519();
        byte[] signature = SigningKey.read(key, NO_PASSWORD, Map.of()).sign(TEXT);
        VerifyingKey right = VerifyingKey.read(keys.publicOf(key));
        VerifyingKey wrong = VerifyingKey.read(
                keys.publicOf(keys.made("openssl genpkey -algorithm ed25519 -out other.pem", "other.pem")));

        assertThat(right.verifies(TEXT, signature)).isTrue();
        assertThat(wrong.verifies(TEXT, signature)).isFalse();
        assertThat(right.verifies("another".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(right.verifies(TEXT, new byte[3])).isFalse();
    }

    @Test
    void readOfEncryptedKeyTakesThePasswordFromItsPlace() throws IOException {
        Path key = keys.made("openssl genpkey -algorithm ed25519 -aes256 -pass pass:hush-hush -out key.pem", "key.pem");
        Path password = Files.writeString(directory.resolve("password"), "hush-hush\n");

        assertThat(SigningKey.read(key, Optional.of(new KeyPassword.InFile(password)), Map.of())
                        .sign(TEXT))
                .isEqualTo(SigningKey.read(key, Optional.of(new KeyPassword.Variable("P")), Map.of("P", "hush-hush"))
                        .sign(TEXT))
                .hasSize(64);
        assertThatThrownBy(() -> SigningKey.read(key, NO_PASSWORD, Map.of()))
                .hasMessageContaining("no password is named");
        assertThatThrownBy(() ->
                        SigningKey.read(key, Optional.of(new KeyPassword.Variable("P")), Map.of("P", "wrong-one")))
                .hasMessageContaining("the password does not open the key")
                .hasMessageNotContaining("wrong-one");
        assertThatThrownBy(() -> SigningKey.read(key, Optional.of(new KeyPassword.Variable("P")), Map.of()))
                .hasMessageContaining("empty or missing");
    }

    @Test
    void readOfOtherFormatsSaysHowToConvert() {
        assertUnusable(
                keys.made("openssl ecparam -name prime256v1 -genkey -out sec1.pem", "sec1.pem"),
                "openssl pkcs8 -topk8 -nocrypt -in");
        assertUnusable(keys.made("ssh-keygen -q -t ed25519 -N '' -f ssh.pem", "ssh.pem"), "it is a key of OpenSSH");
        assertUnusable(
                keys.made("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem", "rsa.pem"),
                "neither Ed25519 nor ECDSA");
        assertUnusable(
                keys.made("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out p521.pem", "p521.pem"),
                "none of P-256, P-384 and Ed25519");
        assertUnusable(keys.publicOf(keys.ed25519()), "signing takes the private key");
        assertUnusable(directory.resolve("missing.pem"), "the key cannot be read");
        assertUnusable(keys.made("printf 'no key' >text.pem", "text.pem"), "there is no key in PEM");
        assertUnusable(
                keys.made(
                        "openssl genpkey -algorithm ed25519 -out e.pem && openssl pkcs8 -topk8 -scrypt -in e.pem"
                                + " -passout pass:x -out scrypt.pem",
                        "scrypt.pem"),
                "openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }

    @Test
    void convertedKeyIsRead() {
        Path key = keys.made(
                "openssl ecparam -name prime256v1 -genkey -out sec1.pem"
                        + " && openssl pkcs8 -topk8 -nocrypt -in sec1.pem -out key.pem",
                "key.pem");
        byte[] signature = SigningKey.read(key, NO_PASSWORD, Map.of()).sign(TEXT);
        assertThat(VerifyingKey.read(keys.publicOf(key)).verifies(TEXT, signature))
                .isTrue();
    }

    @Test
    void readOfPublicKeyRefusesThePrivateOne() {
        assertThatThrownBy(() -> VerifyingKey.read(keys.ed25519())).hasMessageContaining("it is a private key");
    }

    @Test
    void passwordPlaceWhenItMayBeThePasswordItselfIsNotTold() {
        assertThatThrownBy(() -> KeyPassword.parse("hush-hush"))
                .hasMessageContaining("env:VARIABLE or file:PATH")
                .hasMessageNotContaining("hush-hush");
    }

    private void assertUnusable(Path key, String reason) {
        assertThatThrownBy(() -> SigningKey.read(key, Optional.of(new KeyPassword.Variable("P")), Map.of("P", "x")))
                .hasMessageContaining(key.toString())
                .hasMessageContaining(reason);
    }
}
