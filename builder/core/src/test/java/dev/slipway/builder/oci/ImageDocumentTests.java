package dev.slipway.builder.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDocumentTests {

    /// The example of the OCI image specification v1.1, "Image Manifest", with `artifactType` and a field of
    /// tomorrow.
    private static final String MANIFEST = """
            {
              "schemaVersion": 2,
              "mediaType": "application/vnd.oci.image.manifest.v1+json",
              "artifactType": "application/vnd.example+type",
              "fieldOfTomorrow": [{"a": 1}],
              "config": {
                "mediaType": "application/vnd.oci.image.config.v1+json",
                "digest": "sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7",
                "size": 7023, "data": "e30="
              },
              "layers": [
                {
                  "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                  "digest": "sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0",
                  "size": 32654
                },
                {
                  "mediaType": "application/vnd.oci.image.layer.v1.tar+zstd",
                  "digest": "sha256:3c3a4604a545cdc127456d94e421cd355bca5b528f4a9c1905b15da2eb4a4c6b",
                  "size": 16724
                }
              ],
              "subject": {
                "mediaType": "application/vnd.oci.image.manifest.v1+json",
                "digest": "sha256:5b0bcabd1ed22e9fb1310cf6c2dec7cdef19f0ad69efa1f392e94a4333501270",
                "size": 7682
              },
              "annotations": {"com.example.key1": "value1"}
            }
            """;

    private static final String CONFIG_DESCRIPTOR =
            "{'mediaType': 'application/vnd.docker.container.image.v1+json', 'size': 2, 'digest': 'sha256:%s'}"
                    .formatted("b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7");

    private static ImageDocument decode(String json) throws IOException {
        return ImageDocument.decode(Document.of(json.replace('\'', '"').getBytes(UTF_8)), "here");
    }

    @Test
    void decodeReadsAManifestWithFieldsThatNobodyKnows() throws IOException {
        ImageManifest manifest = (ImageManifest) decode(MANIFEST);
        assertThat(manifest.config().size()).isEqualTo(7023);
        assertThat(manifest.layers()).extracting(Descriptor::size).containsExactly(32654L, 16724L);
        assertThat(manifest.layers().getFirst().digest().toString())
                .isEqualTo("sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0");
    }

    @Test
    void decodeWhenTheTypeIsLeftOutTellsItByTheShape() throws IOException {
        assertThat(decode("{'schemaVersion': 2, 'manifests': []}")).isEqualTo(new ImageIndex(List.of()));
        assertThat(decode("{'schemaVersion': 2, 'config': %s, 'layers': []}".formatted(CONFIG_DESCRIPTOR)))
                .isInstanceOf(ImageManifest.class);
    }

    static Stream<Arguments> refused() {
        String layer = "{'config': " + CONFIG_DESCRIPTOR + ", 'layers': [{'size': 1, 'mediaType': '%s', 'digest': "
                + "'sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0'}]}";
        return Stream.of(
                Arguments.of("oci.json", "{'schemaVersion': 2"),
                Arguments.of("oci.json", "{} {}"),
                Arguments.of("oci.json", "{'a': " + "[".repeat(100) + "]".repeat(100) + "}"),
                Arguments.of("oci.malformed", "[]"),
                Arguments.of("oci.not-image", "{}"),
                Arguments.of("oci.not-image", "{'mediaType': 'text/plain', 'layers': []}"),
                Arguments.of("oci.schema1", "{'schemaVersion': 1, 'fsLayers': []}"),
                Arguments.of(
                        "oci.schema1",
                        "{'mediaType': 'application/vnd.docker.distribution.manifest.v1+prettyjws', 'layers': []}"),
                Arguments.of("oci.malformed", "{'manifests': [], 'layers': []}"),
                Arguments.of(
                        "oci.not-image", MANIFEST.replace("vnd.oci.image.config.v1+json", "vnd.oci.empty.v1+json")),
                Arguments.of("oci.malformed", "{'config': " + CONFIG_DESCRIPTOR + ", 'layers': [1]}"),
                Arguments.of("oci.malformed", "{'config': " + CONFIG_DESCRIPTOR + ", 'layers': {}}"),
                Arguments.of("oci.malformed", MANIFEST.replace("32654", "-1")),
                Arguments.of("oci.malformed", MANIFEST.replace("32654", "1.5")),
                Arguments.of("oci.malformed", MANIFEST.replace("32654", "9223372036854775807")),
                Arguments.of("oci.malformed", MANIFEST.replace("32654", "99999999999999999999")),
                Arguments.of("oci.digest-algorithm", MANIFEST.replace("sha256:98", "sha512:98")),
                Arguments.of(
                        "oci.foreign-layer",
                        layer.formatted("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")),
                Arguments.of(
                        "oci.foreign-layer",
                        layer.formatted("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")),
                Arguments.of("oci.layer-type", layer.formatted("application/vnd.in-toto+json")),
                Arguments.of(
                        "oci.layer-type", layer.formatted("application/vnd.oci.image.layer.v1.tar+gzip+encrypted")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void decodeWhenItIsNoImageThatCanBeReadSaysWhy(String code, String json) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
    }

    @Test
    void decodeWhenTheDocumentIsTooLargeRefuses() {
        assertThatThrownBy(() -> decode(" ".repeat((4 << 20) + 1))).hasMessageContaining("more than 4194304 bytes");
    }

    @Test
    void configReadsPlatformAndDiffIds() throws IOException {
        String diffId = "sha256:c6f988f4874bb0add23a778f753c65efe992244e148a1d2ec2a8b664fb66bbd1";
        String json = """
                {"architecture": "arm64", "variant": "v8", "os": "linux", "created": 7,
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}, "history": [{"empty_layer": true}]}
                """.formatted(diffId);
        ImageConfig config = ImageConfig.decode(Document.of(json.getBytes(UTF_8)), "here");
        assertThat(config.platform()).contains(Platform.linux("arm64"));
        assertThat(config.diffIds()).containsExactly(Digest.parse(diffId));
        assertThatThrownBy(() -> ImageConfig.decode(Document.of("{}".getBytes(UTF_8)), "here"))
                .hasMessageContaining("'rootfs'");
    }
}
