package dev.slipway.builder.grub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrubModulesTests {

    private static final GrubModules MODULES = GrubModules.parse("""
            linux: relocator boot video
            relocator: mmap
            mmap: boot
            video:
            a: b
            b: a
            """);

    @Test
    void withNeedsWhenModulesShareNeedsGivesEachOnceAndBehindWhatItNeeds() {
        assertThat(MODULES.withNeeds(List.of("linux", "video", "boot")))
                .containsExactly("video", "boot", "mmap", "relocator", "linux");
    }

    @Test
    void withNeedsWhenModuleIsNotListedKeepsItsName() {
        assertThat(MODULES.withNeeds(List.of("other"))).containsExactly("other");
    }

    @Test
    void withNeedsWhenModulesNeedEachOtherEnds() {
        assertThat(MODULES.withNeeds(List.of("a"))).containsExactly("b", "a");
    }
}
