package dev.slipway.builder.oci.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureKeyTests {

    private static String pem(String type, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
    }

    private static byte[] publicKey(String algorithm, AlgorithmParameterSpec parameters)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(parameters);
        return generator.generateKeyPair().getPublic().getEncoded();
    }

    private static byte[] rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic().getEncoded();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PRIVATE KEY                  | signature.private-key | it holds a PRIVATE KEY
                    EC PRIVATE KEY               | signature.private-key | it holds a EC PRIVATE KEY
                    ENCRYPTED COSIGN PRIVATE KEY | signature.private-key | it holds a COSIGN PRIVATE KEY
                    ENCRYPTED SIGSTORE PRIVATE KEY | signature.private-key | keep the private one away
                    CERTIFICATE                  | signature.key         | openssl x509 -pubkey
                    RSA PUBLIC KEY               | signature.key         | there is no -----BEGIN PUBLIC KEY-----
                    PUBLIC KEY                   | signature.key         | it is of another kind, or damaged
                    """)
    void parseWhenTheBlockIsOfAnotherKindSaysWhich(String type, String code, String told) {
        assertThatThrownBy(() -> SignatureKey.parse(pem(type, new byte[100]), "cosign.pub"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code))
                .hasMessageContaining(told)
                .hasMessageContaining("cosign.pub");
    }

    @ParameterizedTest
    @CsvSource({"secp256r1", "secp384r1"})
    void parseTakesTheCurvesThatAreTrusted(String curve) throws GeneralSecurityException {
        String pem = pem("PUBLIC KEY", publicKey("EC", new ECGenParameterSpec(curve)));
        assertThat(SignatureKey.parse(pem, "k").verifies(new byte[1], new byte[1]))
                .isFalse();
        assertThat(SignatureKey.parse("a comment\r\n" + pem.replace("\n", "\r\n"), "k"))
                .isNotNull();
    }

    @Test
    void parseWhenTheKeyIsTooWeakOrTooUnusualRefuses() throws GeneralSecurityException {
        String weak = pem("PUBLIC KEY", rsa(1024));
        String unusual = pem("PUBLIC KEY", publicKey("EC", new ECGenParameterSpec("secp521r1")));
        assertThatThrownBy(() -> SignatureKey.parse(weak, "k")).hasMessageContaining("RSA key of 1024 bits");
        assertThatThrownBy(() -> SignatureKey.parse(unusual, "k")).hasMessageContaining("a curve of 521 bits");
    }

    @Test
    void parseWhenThereAreTwoKeysOrGarbageRefuses() throws GeneralSecurityException {
        String one = pem("PUBLIC KEY", publicKey("EC", new ECGenParameterSpec("secp256r1")));
        assertThatThrownBy(() -> SignatureKey.parse(one + one, "k")).hasMessageContaining("2 blocks");
        assertThatThrownBy(() -> SignatureKey.parse(one.replace('=', '*').replaceFirst("M", "*"), "k"))
                .hasMessageContaining("there is no");
        assertThatThrownBy(() -> SignatureKey.parse("", "k")).hasMessageContaining("there is no");
    }

    @Test
    void readWhenTheFileIsMissingOrLargeSaysSo(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("cosign.pub");
        assertThatThrownBy(() -> SignatureKey.read(file)).hasMessageContaining("cannot be read");
        Files.write(file, new byte[100_000]);
        assertThatThrownBy(() -> SignatureKey.read(file)).hasMessageContaining("more than 65536 bytes");
    }
}
