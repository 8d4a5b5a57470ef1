package dev.slipway.builder.oci.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.ImageSelection;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The documents of a new image, against the documents of its base as others write them.
class NewImageTests {

    private static final Digest LAYER = new Digest("1".repeat(64));
    private static final Digest DIFF_ID = new Digest("2".repeat(64));
    private static final Digest NEW_LAYER = new Digest("3".repeat(64));
    private static final Digest NEW_DIFF_ID = new Digest("4".repeat(64));
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private static final String CONFIG = """
            {"architecture":"amd64","os":"linux","created":"2025-05-05T05:05:05.123456789Z","x-unknown":{"a":[1.50,null]},\
            "config":{"Cmd":["sh"],"Healthcheck":{"Interval":30000000000}},\
            "rootfs":{"type":"layers","diff_ids":["%s"]},\
            "history":[{"created_by":"before"}]}""".formatted(DIFF_ID);

    private static final String OCI = """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
            "artifactType":"x/y","subject":{"mediaType":"a/b","digest":"%1$s","size":1},\
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%2$s","size":%3$d,"data":"e30="},\
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+zstd","digest":"%1$s","size":7,\
            "annotations":{"k":"v"}}],"annotations":{"kept":"yes","org.opencontainers.image.base.name":"older"}}""";

    private static final String DOCKER = """
            {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",\
            "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%2$s","size":%3$d},\
            "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%1$s","size":7}]}""";

    private static ResolvedImage base(String manifest, String config) throws IOException {
        Document configDocument = Document.of(config.getBytes(UTF_8));
        Document document = Document.of(manifest.formatted(LAYER, configDocument.digest(), config.length())
                .getBytes(UTF_8));
        return ImageSelection.select("base", document, Platform.linux("amd64"), (descriptor, place) -> configDocument);
    }

    private static String text(Document document) throws IOException {
        return new String(document.bytes().toByteArray(1 << 20), UTF_8);
    }

    private static NewManifest manifest(ResolvedImage base, Optional<ImageName> location) throws IOException {
        Document config = NewConfig.of(base, NEW_DIFF_ID, TIME);
        return NewManifest.of(base, location, config, NEW_LAYER, 9);
    }

    @Test
    void configKeepsAllItDoesNotKnowAndSaysWhatWasAdded() throws IOException {
        assertThat(text(NewConfig.of(base(OCI, CONFIG), NEW_DIFF_ID, TIME)))
                .isEqualTo("""
                {"architecture":"amd64","os":"linux","created":"2026-01-02T03:04:05Z","x-unknown":{"a":[1.50,null]},\
                "config":{"Cmd":["sh"],"Healthcheck":{"Interval":30000000000}},\
                "rootfs":{"type":"layers","diff_ids":["%s","%s"]},\
                "history":[{"created_by":"before"},{"created":"2026-01-02T03:04:05Z",\
                "created_by":"slipway build-installer","comment":"user-data"}]}""".formatted(DIFF_ID, NEW_DIFF_ID));
    }

    @Test
    void configWhenTheBaseTellsNoHistoryTellsNone() throws IOException {
        String silent = "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}".formatted(DIFF_ID);
        ResolvedImage base = base(OCI, silent);
        assertThat(text(NewConfig.of(base, NEW_DIFF_ID, TIME))).doesNotContain("history");
        assertThat(NewConfig.created(base)).isEqualTo(Instant.EPOCH);
        assertThat(NewConfig.created(base(OCI, CONFIG))).isEqualTo(Instant.parse("2025-05-05T05:05:05.123456789Z"));
    }

    @Test
    void manifestWhenOciNamesItsBaseAndDropsWhatWasOfTheBase() throws IOException {
        ResolvedImage base = base(OCI, CONFIG);
        Document config = NewConfig.of(base, NEW_DIFF_ID, TIME);
        Optional<ImageName> location = Optional.of(ImageName.parse("registry.example/edge/base:1@" + LAYER));
        assertThat(text(manifest(base, location).document())).isEqualTo("""
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},\
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+zstd","digest":"%s","size":7,\
                "annotations":{"k":"v"}},\
                {"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"%s","size":9}],\
                "annotations":{"kept":"yes","org.opencontainers.image.base.name":"registry.example/edge/base:1",\
                "org.opencontainers.image.base.digest":"%s"}}""".formatted(
                        config.digest(),
                        config.bytes().size(),
                        LAYER,
                        NEW_LAYER,
                        base.manifestDocument().digest()));
        assertThat(text(manifest(base, Optional.empty()).document()))
                .doesNotContain("base.name")
                .contains("base.digest");
    }

    @Test
    void manifestWhenOfDockersStaysOfDockersAndCanBeMadeOneOfOcis() throws IOException {
        ResolvedImage base = base(DOCKER, CONFIG);
        Document config = NewConfig.of(base, NEW_DIFF_ID, TIME);
        NewManifest made = manifest(base, Optional.of(ImageName.parse("registry.example/edge/base:1")));
        assertThat(made.mediaType()).isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
        String layers =
                "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":7},{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":9}";
        String docker = "application/vnd.docker.image.rootfs.diff.tar.gzip";
        String expected =
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d},\"layers\":[%s]}";
        assertThat(text(made.document()))
                .isEqualTo(expected.formatted(
                        "application/vnd.docker.distribution.manifest.v2+json",
                        "application/vnd.docker.container.image.v1+json",
                        config.digest(),
                        config.bytes().size(),
                        layers.formatted(docker, LAYER, docker, NEW_LAYER)));
        String oci = "application/vnd.oci.image.layer.v1.tar+gzip";
        assertThat(text(NewManifest.inOciFamily(made.document())))
                .isEqualTo(expected.formatted(
                        "application/vnd.oci.image.manifest.v1+json",
                        "application/vnd.oci.image.config.v1+json",
                        config.digest(),
                        config.bytes().size(),
                        layers.formatted(oci, LAYER, oci, NEW_LAYER)));
    }
}
