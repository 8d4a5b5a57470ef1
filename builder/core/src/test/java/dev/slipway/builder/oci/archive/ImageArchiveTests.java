package dev.slipway.builder.oci.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.LayerStore;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.builder.oci.store.TestImages;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTests {

    private static final byte[] LAYER = TestImages.tar("file", new byte[1000]);

    private static final String CONFIG = new String(
            TestImages.image(LAYER, LAYER).blobs().values().stream()
                    .skip(1)
                    .findFirst()
                    .orElseThrow(),
            UTF_8);

    @TempDir
    private Path directory;

    private final class Archive implements AutoCloseable {
        private final Path file = directory.resolve("image.tar");
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file));

        Archive() throws IOException {}

        Archive file(String name, byte[] content) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        }

        Archive file(String name, String content) throws IOException {
            return file(name, content.getBytes(UTF_8));
        }

        Archive link(String name, String target) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(target);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        }

        OciBase open(Optional<String> tag) throws IOException {
            tar.close();
            BuildCache cache = new BuildCache(directory.resolve("cache"));
            ImageSource source = ImageArchive.open(file, tag, cache);
            return OciBase.open(source, Platform.linux("amd64"), new LayerStore(cache), LayerListener.SILENT);
        }

        @Override
        public void close() throws IOException {
            tar.close();
        }
    }

    private static String entry(String config, String layer, String tag) {
        return "{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"%s\"],\"LayerSources\":{}}"
                .formatted(config, tag, layer);
    }

    @Test
    void openReadsTheFormatOfDockerWithItsLinks() throws IOException {
        try (Archive archive = new Archive()) {
            OciBase base = archive.file("0.json", CONFIG)
                    .file("a/layer.tar", LAYER)
                    .link("b/layer.tar", "../a/layer.tar")
                    .file("manifest.json", "[" + entry("0.json", "b/layer.tar", "x:1") + "]")
                    .open(Optional.empty());
            assertThat(base.layers().getFirst().tar().toByteArray(1 << 20)).isEqualTo(LAYER);
        }
    }

    @Test
    void openReadsLayersThatAreCompressed() throws IOException {
        try (Archive archive = new Archive()) {
            OciBase base = archive.file("0.json", CONFIG)
                    .file("a.tar.gz", TestImages.gzip(LAYER))
                    .file("manifest.json", "[" + entry("0.json", "a.tar.gz", "x:1") + "]")
                    .open(Optional.empty());
            assertThat(base.layers().getFirst().tar().toByteArray(1 << 20)).isEqualTo(LAYER);
        }
    }

    @Test
    void openWhenThereAreSeveralImagesTakesTheOneOfTheTag() throws IOException {
        try (Archive archive = new Archive()) {
            archive.file("0.json", CONFIG)
                    .file("a.tar", LAYER)
                    .file("manifest.json", "[" + entry("0.json", "a.tar", "x:1") + "," + entry("1", "b", "x:2") + "]");
            assertThat(archive.open(Optional.of("x:1")).layers()).hasSize(1);
            assertThatThrownBy(() -> archive.open(Optional.empty())).hasMessageContaining("x:1, x:2");
            assertThatThrownBy(() -> archive.open(Optional.of("y"))).hasMessageContaining("x:1, x:2");
        }
    }

    @Test
    void openWhenALayerIsAnotherRefuses() throws IOException {
        byte[] other = LAYER.clone();
        other[600] ^= 1;
        try (Archive archive = new Archive()) {
            archive.file("0.json", CONFIG)
                    .file("a.tar", other)
                    .file("manifest.json", "[" + entry("0.json", "a.tar", "x:1") + "]");
            assertThatThrownBy(() -> archive.open(Optional.empty()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("not the one that its digest names");
        }
    }

    @Test
    void openWhenLinksLeadInACircleOrOutsideRefuses() throws IOException {
        try (Archive archive = new Archive()) {
            archive.file("0.json", CONFIG)
                    .link("a", "b")
                    .link("b", "a")
                    .link("out", "../../../../etc/passwd")
                    .file("manifest.json", "[" + entry("0.json", "a", "1") + "," + entry("0.json", "out", "2") + "]");
            assertThatThrownBy(() -> archive.open(Optional.of("1"))).hasMessageContaining("there is no a");
            assertThatThrownBy(() -> archive.open(Optional.of("2"))).hasMessageContaining("there is no out");
        }
    }

    @Test
    void openWhenTheFileIsNoTarOrMissingSaysSo() throws IOException {
        Path file = Files.write(directory.resolve("x"), TestImages.noise(4096));
        BuildCache cache = new BuildCache(directory);
        assertThatThrownBy(() -> ImageArchive.open(file, Optional.empty(), cache))
                .hasMessageContaining("no sound tar");
        assertThatThrownBy(() -> ImageArchive.open(directory.resolve("y"), Optional.empty(), cache))
                .hasMessageContaining("no such base");
    }
}
