package dev.slipway.builder.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTests {

    @Test
    void linuxTakesTheNamesOfBothWorlds() {
        assertThat(Platform.linux("amd64").toString()).isEqualTo("linux/amd64");
        assertThat(Platform.linux("x86_64")).isEqualTo(Platform.linux("amd64"));
        assertThat(Platform.linux("aarch64")).isEqualTo(Platform.linux("arm64"));
        assertThatThrownBy(() -> Platform.linux("riscv64"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("write amd64 or arm64");
    }

    @Test
    void arm64WithoutAVariantIsV8() {
        assertThat(new Platform("linux", "arm64", Optional.of("v8"))).isEqualTo(Platform.linux("arm64"));
        assertThat(new Platform("linux", "amd64", Optional.of("v3"))).isNotEqualTo(Platform.linux("amd64"));
    }

    @Test
    void runsOnlyItsOwnKind() {
        Platform amd64 = Platform.linux("amd64");
        assertThat(amd64.runs(new Platform("linux", "amd64", Optional.empty()))).isTrue();
        assertThat(amd64.runs(new Platform("windows", "amd64", Optional.empty())))
                .isFalse();
        assertThat(amd64.runs(Platform.linux("arm64"))).isFalse();
        assertThat(new Platform("unknown", "unknown", Optional.empty()).isKnown())
                .isFalse();
    }
}
