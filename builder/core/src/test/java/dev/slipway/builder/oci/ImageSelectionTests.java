package dev.slipway.builder.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ImageSelectionTests {

    private final Map<Digest, Document> blobs = new HashMap<>();

    private Document add(String json) {
        Document document = Document.of(json.replace('\'', '"').getBytes(UTF_8));
        blobs.put(document.digest(), document);
        return document;
    }

    private Document image(String architecture, String salt) {
        Document config =
                add("{'os': 'linux', 'architecture': '%s', 'salt': '%s', 'rootfs': {'type': 'layers', 'diff_ids': []}}"
                        .formatted(architecture, salt));
        return add("{'config': {'mediaType': '%s', 'digest': '%s', 'size': 1}, 'layers': []}"
                .formatted(MediaTypes.OCI_CONFIG, config.digest()));
    }

    private static String entry(Document document, String more) {
        return "{'mediaType': '%s', 'digest': '%s', 'size': 1%s}"
                .formatted(MediaTypes.OCI_MANIFEST, document.digest(), more);
    }

    private static String on(String architecture, String more) {
        return ", 'platform': {'os': 'linux', 'architecture': '%s'%s}".formatted(architecture, more);
    }

    private Document index(String... entries) {
        return add("{'manifests': [" + String.join(",", entries) + "]}");
    }

    private ResolvedImage select(Document root, String architecture) throws IOException {
        return ImageSelection.select(
                "the image",
                root,
                Platform.linux(architecture),
                (descriptor, place) -> Objects.requireNonNull(blobs.get(descriptor.digest())));
    }

    @Test
    void selectTakesTheEntryOfThePlatform() throws IOException {
        Document amd64 = image("amd64", "");
        Document arm64 = image("arm64", "");
        Document root = index(
                entry(arm64, on("arm64", ", 'variant': 'v8'")),
                entry(amd64, on("amd64", "")),
                entry(amd64, ", 'platform': {'os': 'unknown', 'architecture': 'unknown'}"));
        assertThat(select(root, "arm64").manifestDocument()).isEqualTo(arm64);
        assertThat(select(root, "amd64").manifestDocument()).isEqualTo(amd64);
        assertThat(select(root, "amd64").named()).isEqualTo(root.digest());
        assertThat(select(amd64, "amd64").named()).isEqualTo(amd64.digest());
    }

    @Test
    void selectWhenThereAreVariantsPrefersTheOneThatRunsEverywhere() throws IOException {
        Document everywhere = image("amd64", "any");
        Document root = index(
                entry(image("amd64", "v3"), on("amd64", ", 'variant': 'v3'")), entry(everywhere, on("amd64", "")));
        assertThat(select(root, "amd64").manifestDocument()).isEqualTo(everywhere);
    }

    @Test
    void selectWhenEntriesAreSilentLooksIntoTheConfigurations() throws IOException {
        Document amd64 = image("amd64", "");
        Document root = index(entry(image("arm64", ""), ""), entry(amd64, ""));
        assertThat(select(root, "amd64").manifestDocument()).isEqualTo(amd64);
    }

    @Test
    void selectFindsTheImageInNestedIndexesAndPassesOverArtifacts() throws IOException {
        Document amd64 = image("amd64", "");
        Document inner = index(entry(amd64, on("amd64", "")));
        Document root = index(
                entry(inner, ", 'artifactType': 'application/spdx+json'"),
                entry(inner, "").replace(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX));
        assertThat(select(root, "amd64").manifestDocument()).isEqualTo(amd64);
    }

    @Test
    void selectWhenNoneFitsTellsWhatIsThere() {
        Document root = index(entry(image("arm64", ""), on("arm64", "")), entry(image("s390x", ""), on("s390x", "")));
        assertThatThrownBy(() -> select(root, "amd64"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not there for linux/amd64")
                .hasMessageContaining("linux/arm64, linux/s390x");
        assertThatThrownBy(() -> select(image("arm64", ""), "amd64")).hasMessageContaining("linux/arm64");
        assertThatThrownBy(() -> select(index(), "amd64")).hasMessageContaining("no image at all");
    }

    @Test
    void selectWhenIndexesAreNestedWithoutEndRefuses() {
        Document root = image("amd64", "");
        for (int i = 0; i < 10; i++) {
            root = index(entry(root, "").replace(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX));
        }
        Document deep = root;
        assertThatThrownBy(() -> select(deep, "amd64")).hasMessageContaining("nested");
    }

    @Test
    void selectWhenManifestAndConfigurationDifferInLayersRefuses() {
        Document config = add("{'architecture': 'amd64', 'rootfs': {'type': 'layers', 'diff_ids': ['sha256:%s']}}"
                .formatted("9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"));
        Document manifest = add("{'config': {'mediaType': '%s', 'digest': '%s', 'size': 1}, 'layers': []}"
                .formatted(MediaTypes.OCI_CONFIG, config.digest()));
        assertThatThrownBy(() -> select(manifest, "amd64")).hasMessageContaining("0 layers, the configuration 1");
    }
}
