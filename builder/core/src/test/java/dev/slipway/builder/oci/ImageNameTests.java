package dev.slipway.builder.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTests {

    private static final String HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /// The canonical forms are those of the distribution project's own tests (`normalize_test.go`).
    @ParameterizedTest
    @CsvSource({
        "debian, docker.io/library/debian:latest",
        "debian:12, docker.io/library/debian:12",
        "user/name, docker.io/user/name:latest",
        "docker.io/debian, docker.io/library/debian:latest",
        "index.docker.io/debian, docker.io/library/debian:latest",
        "docker.io/user/name:1, docker.io/user/name:1",
        "localhost/name, localhost/name:latest",
        "localhost:5000/name, localhost:5000/name:latest",
        "registry.example/a/b/c:v1.2-3_4, registry.example/a/b/c:v1.2-3_4",
        "registry.example:443/a, registry.example:443/a:latest",
        "127.0.0.1:5000/a, 127.0.0.1:5000/a:latest",
        "[2001:db8::1]:5000/a, [2001:db8::1]:5000/a:latest",
        "[::1]/a:b, [::1]/a:b",
        "Registry/a, Registry/a:latest",
        "a__b/c--d/e.f/g-h_i, docker.io/a__b/c--d/e.f/g-h_i:latest",
        "library/debian, docker.io/library/debian:latest",
        "sha256, docker.io/library/sha256:latest",
        "name:5000, docker.io/library/name:5000"
    })
    void parseGivesTheWholeName(String text, String canonical) {
        assertThat(ImageName.parse(text).toString()).isEqualTo(canonical);
        assertThat(ImageName.parse(canonical)).isEqualTo(ImageName.parse(text));
    }

    @Test
    void parseWhenThereIsADigestNeedsNoTag() {
        ImageName name = ImageName.parse("registry.example/a@sha256:" + HEX);
        assertThat(name.isPinned()).isTrue();
        assertThat(name.tag()).isEmpty();
        assertThat(name.toString()).isEqualTo("registry.example/a@sha256:" + HEX);
        ImageName both = ImageName.parse("registry.example:5000/a:1@sha256:" + HEX);
        assertThat(both.tag()).contains("1");
        assertThat(both.toString()).isEqualTo("registry.example:5000/a:1@sha256:" + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "/",
                "a/",
                "/a",
                "a//b",
                "a:",
                "a@",
                "a:b:c",
                "a b",
                "name:tag/",
                "registry.example/",
                "registry.example:port/a",
                "registry.example:999999/a",
                "-registry.example/a",
                "registry-.example/a",
                "user@registry.example/a",
                "https://registry.example/a",
                "registry.example/../a",
                "registry.example/a/./b",
                "registry.example/-a",
                "registry.example/a-",
                "registry.example/a___b",
                "registry.example/a..b",
                "registry.example/a?x=1",
                "registry.example/a%2e",
                "registry.example/a\nb",
                "[::1/a",
                "a:-b",
                "a:.b"
            })
    void parseWhenItDoesNotFollowTheGrammarRefuses(String text) {
        assertThatThrownBy(() -> ImageName.parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown ->
                                assertThat(thrown.problem().kind().exitStatus()).isBetween(2, 3));
    }

    @Test
    void parseWhenTheRepositoryHasCapitalsSaysWhy() {
        assertThatThrownBy(() -> ImageName.parse("registry.example/Debian")).hasMessageContaining("lower case");
    }

    @Test
    void parseWhenItIsLongStaysFast() {
        assertThatThrownBy(() -> ImageName.parse("a-".repeat(500))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> ImageName.parse("a".repeat(256))).hasMessageContaining("255");
        assertThat(ImageName.parse("registry.example/" + "a".repeat(255)).repository())
                .hasSize(255);
        assertThatThrownBy(() -> ImageName.parse("a:" + "b".repeat(129))).hasMessageContaining("128");
    }
}
