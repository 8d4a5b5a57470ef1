package dev.slipway.builder.oci.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.registry.RegistrySettings;
import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDestinationTests {

    private static final String PINNED = "docker-daemon:edge/base@sha256:" + "a".repeat(64);

    private static ImageDestination parse(String text) {
        return ImageDestination.parse(text, Map.of());
    }

    @Test
    void parseKnowsWhatSkopeoKnows() {
        assertThat(parse("oci:out/layout:site-1")).isEqualTo(new LayoutDestination(Path.of("out/layout"), "site-1"));
        assertThat(parse("oci:out/layout")).isEqualTo(new LayoutDestination(Path.of("out/layout"), "latest"));
        assertThat(parse("docker-archive:/tmp/a.tar"))
                .isEqualTo(new ArchiveDestination(Path.of("/tmp/a.tar"), Optional.empty()));
        assertThat(parse("docker-archive:a.tar:registry.example:5000/edge:1"))
                .isEqualTo(new ArchiveDestination(
                        Path.of("a.tar"), Optional.of(ImageName.parse("registry.example:5000/edge:1"))));
        assertThat(parse("docker-daemon:edge"))
                .isEqualTo(new DaemonDestination(ImageName.parse("docker.io/library/edge:latest"), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', publish.destination",
        "oci:, publish.destination",
        "edge/base:1, publish.destination",
        "dir:x, publish.destination",
        "oci::tag, publish.path",
        "oci:x:, publish.tag",
        "oci:x:-y, publish.tag",
        "oci:x:a b, publish.tag",
        "docker-archive:x:UPPER, oci.image-name",
        "docker-daemon:a b, oci.image-name"
    })
    void parseWhenItNamesNothingSaysSo(String text, String code) {
        assertRefused(text, code);
    }

    @Test
    void parseWhenPinnedToADigestRefuses() {
        assertRefused(PINNED, "publish.pinned");
        ImageName pinned = ImageName.parse("registry.example/edge@sha256:" + "a".repeat(64));
        assertThatThrownBy(() -> ImageDestination.registry(pinned, RegistrySettings.defaults()))
                .hasMessageContaining("cannot be written under a digest");
    }

    private static void assertRefused(String text, String code) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
    }
}
