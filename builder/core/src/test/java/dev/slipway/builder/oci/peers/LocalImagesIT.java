package dev.slipway.builder.oci.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.archive.ImageArchive;
import dev.slipway.builder.oci.layout.OciLayout;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images on this machine as umoci, skopeo and buildah write them.
@RequiresTool({"umoci", "skopeo"})
class LocalImagesIT {

    private static final List<String> AMD64 = List.of("lower of amd64", "upper of amd64");
    private static final List<String> ARM64 = List.of("lower of arm64", "upper of arm64");

    @TempDir
    private Path directory;

    private Path cache = Path.of("cache");

    @BeforeEach
    void emptyCache() {
        cache = directory.resolve("cache");
    }

    private static Tool skopeo() {
        return Tool.of("skopeo", "--insecure-policy", "copy", "--quiet");
    }

    private ImageSource archive(Path file) throws IOException {
        return ImageArchive.open(file, Optional.empty(), new BuildCache(cache));
    }

    @Test
    void layoutIsReadByItsTags() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        layout.addIndex("both");
        for (String tag : List.of("amd64", "both")) {
            OciLayout source = OciLayout.of(layout.directory(), Optional.of(tag));
            assertThat(Opened.of(source, "amd64", cache).texts()).isEqualTo(AMD64);
        }
        OciLayout both = OciLayout.of(layout.directory(), Optional.of("both"));
        assertThat(Opened.of(both, "arm64", cache).texts()).isEqualTo(ARM64);
        assertThatThrownBy(() -> Opened.of(OciLayout.of(layout.directory(), Optional.of("x")), "amd64", cache))
                .hasMessageContaining("there are: amd64, arm64, both");
        assertThatThrownBy(() -> Opened.of(OciLayout.of(layout.directory(), Optional.empty()), "amd64", cache))
                .hasMessageContaining("several images");
    }

    @Test
    void layoutWithOneImageNeedsNoTag() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        Path one = directory.resolve("one");
        skopeo().and("oci:" + layout.directory() + ":amd64", "oci:" + one).run();
        assertThat(Opened.of(OciLayout.of(one, Optional.empty()), "amd64", cache)
                        .texts())
                .isEqualTo(AMD64);
    }

    @Test
    void archiveOfDockerIsReadInPlace() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        Path tar = directory.resolve("saved.tar");
        skopeo().and("oci:" + layout.directory() + ":amd64", "docker-archive:" + tar + ":edge/base:1")
                .run();
        Opened opened = Opened.of(archive(tar), "amd64", cache);
        assertThat(opened.texts()).isEqualTo(AMD64);
        assertThat(cache.resolve("layers")).doesNotExist();
    }

    @Test
    void archiveThatIsCompressedAsAWhole() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        Path tar = directory.resolve("saved.tar");
        skopeo().and("oci:" + layout.directory() + ":amd64", "docker-archive:" + tar)
                .run();
        Tool.of("gzip", tar).run();
        assertThat(Opened.of(archive(directory.resolve("saved.tar.gz")), "amd64", cache)
                        .texts())
                .isEqualTo(AMD64);
    }

    @Test
    void archiveThatIsALayout() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        Path tar = directory.resolve("layout.tar");
        skopeo().and("oci:" + layout.directory() + ":amd64", "oci-archive:" + tar)
                .run();
        assertThat(Opened.of(archive(tar), "amd64", cache).texts()).isEqualTo(AMD64);
    }

    @Test
    void archiveThatIsNoImageSaysSo() throws IOException {
        Path tar = directory.resolve("x.tar");
        Files.writeString(directory.resolve("file"), "x");
        Tool.of("tar", "-C", directory, "-cf", tar, "file").run();
        assertThatThrownBy(() -> archive(tar)).hasMessageContaining("no image").hasMessageContaining("rootfs:");
    }

    @Test
    void layerThatWasChangedInTheLayoutIsRefused() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        OciLayout source = OciLayout.of(layout.directory(), Optional.of("amd64"));
        String digest = Opened.of(source, "amd64", cache)
                .base()
                .layers()
                .getFirst()
                .digest()
                .hex();
        Path blob = layout.directory().resolve("blobs/sha256").resolve(digest);
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length - 1] ^= 1;
        Files.write(blob, bytes);
        assertThatThrownBy(() -> Opened.of(source, "amd64", directory.resolve("other-cache")))
                .hasMessageContaining("not the one that its digest names")
                .hasMessageContaining(digest);
    }

    @Test
    @RequiresTool("buildah")
    void layoutOfBuildah() throws IOException {
        Tool buildah = Tool.of("buildah", "--storage-driver", "vfs", "--root", directory.resolve("root"))
                .and("--runroot", directory.resolve("run"));
        Path file = directory.resolve("file");
        Files.writeString(file, "by buildah");
        String container = buildah.and("from", "scratch").run().strip();
        buildah.and("copy", container, file, "/file").run();
        buildah.and("config", "--arch", "amd64", container).run();
        Path layout = directory.resolve("built");
        buildah.and("commit", "--disable-compression", container, "oci:" + layout + ":1")
                .run();
        assertThat(Opened.of(OciLayout.of(layout, Optional.of("1")), "amd64", cache)
                        .texts())
                .containsExactly("by buildah");
    }
}
