package dev.slipway.builder.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTests {

    /// From `printf abc | sha256sum`; also the example of FIPS 180-2.
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void ofContentIsItsSha256() {
        assertThat(Digest.of("abc".getBytes(UTF_8))).isEqualTo(Digest.parse("sha256:" + ABC));
        assertThat(Digest.of("abc".getBytes(UTF_8)).toString()).isEqualTo("sha256:" + ABC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce",
                "blake3:af1349b9f5f9a1a6a0404dea36dcc949",
                "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"
            })
    void parseWhenTheAlgorithmIsAnotherSaysSo(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("algorithm that is not read")
                .hasMessageContaining("sha256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                ABC,
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
                "sha256:../../../../../../etc/passwd00000000000000000000000000000000000000"
            })
    void parseWhenItIsNoDigestRefuses(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is no digest");
    }
}
