package dev.slipway.builder.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseReferenceTests {

    @Test
    void parseUnderstandsBothKinds() {
        assertThat(BaseReference.parse("iso:a b/c:d.iso")).isEqualTo(new IsoFile(Path.of("a b/c:d.iso")));
        assertThat(BaseReference.parse("rootfs:/x.tar")).isEqualTo(new RootFileSystem(Path.of("/x.tar")));
        assertThat(BaseReference.parse("iso:x").toString()).isEqualTo("iso:x");
    }

    @Test
    void inTakesRelativePathsFromThere() {
        assertThat(BaseReference.parse("iso:x").in(Path.of("/d"))).isEqualTo(new IsoFile(Path.of("/d/x")));
        assertThat(BaseReference.parse("rootfs:/x").in(Path.of("/d"))).isEqualTo(new RootFileSystem(Path.of("/x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x.iso", "iso:", "rootfs:", "ISO:x", ":x", "oci:dir", "iso:a\0b"})
    void parseWhenItNamesNoBaseRefuses(String text) {
        assertThatThrownBy(() -> BaseReference.parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown ->
                                assertThat(thrown.problem().kind().exitStatus()).isEqualTo(2));
    }
}
