package dev.slipway.builder.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.ArchiveImage;
import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.BaseReference.DaemonImage;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.LayoutImage;
import dev.slipway.builder.base.BaseReference.ReferenceBase;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseReferenceTests {

    @Test
    void parseUnderstandsBothKinds() {
        assertThat(BaseReference.parse("iso:a b/c:d.iso")).isEqualTo(new IsoFile(Path.of("a b/c:d.iso")));
        assertThat(BaseReference.parse("rootfs:/x.tar")).isEqualTo(new RootFileSystem(Path.of("/x.tar")));
        assertThat(BaseReference.parse("iso:x").toString()).isEqualTo("iso:x");
    }

    @Test
    void parseUnderstandsTheReferenceBase() {
        assertThat(BaseReference.parse("slipway")).isEqualTo(ReferenceBase.BUILT_IN);
        assertThat(BaseReference.parse("slipway:recipe")).isEqualTo(new ReferenceBase(Optional.of(Path.of("recipe"))));
        assertThat(BaseReference.parse("slipway:recipe").in(Path.of("/d")).toString())
                .isEqualTo("slipway:/d/recipe");
        assertThat(BaseReference.parse("slipway").isFixed()).isFalse();
    }

    @Test
    void inTakesRelativePathsFromThere() {
        assertThat(BaseReference.parse("iso:x").in(Path.of("/d"))).isEqualTo(new IsoFile(Path.of("/d/x")));
        assertThat(BaseReference.parse("rootfs:/x").in(Path.of("/d"))).isEqualTo(new RootFileSystem(Path.of("/x")));
    }

    @Test
    void parseUnderstandsContainerImages() {
        assertThat(BaseReference.parse("oci:dir")).isEqualTo(new LayoutImage(Path.of("dir"), Optional.empty()));
        assertThat(BaseReference.parse("oci:dir:v1.2")).isEqualTo(new LayoutImage(Path.of("dir"), Optional.of("v1.2")));
        assertThat(BaseReference.parse("docker-archive:a.tar")).isEqualTo(new ArchiveImage(Path.of("a.tar")));
        assertThat(BaseReference.parse("docker-daemon:shop:1")).isEqualTo(new DaemonImage("shop:1"));
        assertThat(BaseReference.parse("localhost:5000/shop:1").toString()).isEqualTo("localhost:5000/shop:1");
        assertThat(BaseReference.parse("edge/shop").toString()).isEqualTo("docker.io/edge/shop:latest");
    }

    @Test
    void parseWhenLayoutsDirectoryHasAColonTakesTheDirectory(@TempDir Path directory) throws IOException {
        Path layout = Files.createDirectory(directory.resolve("shop:1"));

        assertThat(BaseReference.parse("oci:" + layout)).isEqualTo(new LayoutImage(layout, Optional.empty()));
        assertThat(BaseReference.parse("oci:" + layout + ":2")).isEqualTo(new LayoutImage(layout, Optional.of("2")));
    }

    @ParameterizedTest
    @CsvSource({"x.iso, write iso:x.iso", "a/b.tar.gz, write rootfs:a/b.tar.gz"})
    void parseWhenItIsAFileWithoutItsKindTellsWhatToWrite(String text, String fix) {
        assertThatThrownBy(() -> BaseReference.parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().fix()).contains(fix));
    }

    @Test
    void isFixedTellsWhetherANameMayMeanAnotherImageTomorrow() {
        String digest = "sha256:" + "a".repeat(64);
        assertThat(((ContainerImage) BaseReference.parse("r.example/a:1")).isFixed())
                .isFalse();
        assertThat(((ContainerImage) BaseReference.parse("r.example/a@" + digest)).isFixed())
                .isTrue();
        assertThat(((ContainerImage) BaseReference.parse("docker-daemon:a")).isFixed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x.iso", "iso:", "rootfs:", "ISO:x", ":x", "oci:", "debian", "./dir", "iso:a\0b"})
    void parseWhenItNamesNoBaseRefuses(String text) {
        assertThatThrownBy(() -> BaseReference.parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown ->
                                assertThat(thrown.problem().kind().exitStatus()).isEqualTo(2));
    }
}
