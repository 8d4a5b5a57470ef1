package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.layer.LayerWriter.WrittenLayer;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTests {

    @TempDir
    private Path work;

    private static Layer base() throws IOException {
        return new LayerTar()
                .with(02755, 1, 2, 3)
                .xattr("user.a", "b")
                .directory("./")
                .directory("etc/")
                .file("etc/hosts", "localhost")
                .symlink("lib", "etc")
                .layer();
    }

    private static SortedMap<String, Node> files(String... paths) {
        SortedMap<String, Node> files = new TreeMap<>();
        for (String path : paths) {
            files.put(
                    path,
                    new Node.RegularFile(
                            Metadata.of(0600, Instant.ofEpochSecond(5)), Image.ofBytes(path.getBytes(UTF_8))));
        }
        return files;
    }

    @Test
    void planAddsFilesAndChangesNothingElse() throws IOException {
        Directory base = LayeredTree.of(List.of(base()));
        Image tar = LayerWriter.plan(base, files("etc/new", "opt/site/user-data", "etc/hosts"));
        assertThat(Listing.full(LayeredTree.of(List.of(base(), new Layer("sha256:new", tar))), Instant.MAX))
                .containsExactly(
                        "/ 2755 1:2 @3 {user.a=b}",
                        "etc/ 2755 1:2 @3 {user.a=b}",
                        "etc/hosts:etc/hosts 600 0:0 @5 {}",
                        "etc/new:etc/new 600 0:0 @5 {}",
                        "lib->etc 777 1:2 @3 {user.a=b}",
                        "opt/ 755 0:0 @0 {}",
                        "opt/site/ 755 0:0 @0 {}",
                        "opt/site/user-data:opt/site/user-data 600 0:0 @5 {}");
    }

    @Test
    void writeTellsTheDigestsOfFileAndArchive() throws IOException {
        Directory base = LayeredTree.of(List.of(base()));
        Path target = work.resolve("layer.tar.gz");
        WrittenLayer written = LayerWriter.write(base, files("etc/new"), target);
        byte[] tar;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(target))) {
            tar = in.readAllBytes();
        }
        assertThat(written.diffId()).isEqualTo(Image.ofBytes(tar).sha256());
        assertThat(written.digest())
                .isEqualTo(Image.ofBytes(Files.readAllBytes(target)).sha256());
        assertThat(written.blob().size()).isEqualTo(Files.size(target));
    }

    /// RFC 1952, chapter 2.3: no flags, no time, no extra flags, system unknown.
    @Test
    void writeGivesAHeaderWithoutNameTimeOrSystem() throws IOException {
        Path target = work.resolve("layer.tar.gz");
        LayerWriter.write(LayeredTree.of(List.of(base())), files("a"), target);
        assertThat(Files.readAllBytes(target)).startsWith(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF);
    }

    @Test
    void writeWhenDoneTwiceGivesTheSameBytes() throws IOException {
        Directory base = LayeredTree.of(List.of(base()));
        WrittenLayer one = LayerWriter.write(base, files("b", "a"), work.resolve("one"));
        WrittenLayer two = LayerWriter.write(base, files("a", "b"), work.resolve("two"));
        assertThat(one.digest()).isEqualTo(two.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "../a", "a/../b", ".wh.a", "a/.wh..wh..opq", "lib/a", "etc/hosts/a"})
    void planWhenPathIsWrongRefuses(String path) throws IOException {
        Directory base = LayeredTree.of(List.of(base()));
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> LayerWriter.plan(base, files(path)));
        assertThat(refused.problem().code()).isEqualTo("layer.path");
        assertThat(refused.problem().what()).contains("'" + path + "'");
    }

    @Test
    void planWhenOneFileLiesBelowAnotherRefuses() throws IOException {
        Directory base = LayeredTree.of(List.of(base()));
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> LayerWriter.plan(base, files("opt", "opt/site/file")));
        assertThat(refused.problem().what()).isEqualTo("'opt/site/file' cannot lie in a layer");
    }
}
