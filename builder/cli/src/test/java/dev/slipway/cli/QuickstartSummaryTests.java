package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.installer.ReferenceBaseResult;
import dev.slipway.builder.quickstart.QuickstartResult;
import dev.slipway.builder.quickstart.QuickstartStep;
import dev.slipway.builder.quickstart.QuickstartStep.Doer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuickstartSummaryTests {

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @Test
    void stepsAreToldWithWhoseWorkTheyAre() {
        String text = printed(
                step("base", Doer.MMDEBSTRAP, false, 160),
                step("build-installer", Doer.SLIPWAY, false, 12),
                step("verify", Doer.SLIPWAY, false, 1),
                step("install", Doer.GUEST, false, 100),
                step("boot", Doer.GUEST, false, 40));

        assertThat(text)
                .containsPattern("base +2 min 40 s  mmdebstrap\n")
                .containsPattern("build-installer +12\\.0 s  Slipway\n")
                .containsPattern("boot +40\\.0 s  the virtual machine\n")
                .contains("Slipway's own work: 13.0 s of 5 min 20 s\n");
    }

    @Test
    void stepsOfAnEarlierRunAreToldAsSuchAndTheirTimeIsOurs() {
        String text = printed(step("base", Doer.MMDEBSTRAP, true, 2), step("boot", Doer.GUEST, false, 40));

        assertThat(text)
                .containsPattern("base +2\\.0 s  an earlier run\n")
                .contains("Slipway's own work: 2.0 s of 5 min 20 s\n");
    }

    @Test
    void everythingThatWasMadeIsNamedAndWhatToDoWithIt() {
        String text = printed(step("boot", Doer.GUEST, false, 40));

        assertThat(text)
                .contains("asks: edge-1 login:\n", "Debian bookworm, 231 packages", "SHA-256 " + SHA256 + "\n")
                .contains("out/installer.iso, 206.0 MB\n", "out/disk.img, 8.6 GB, sparse\n")
                .contains("out/install.png, out/boot.png\n", "out/install.log, out/boot.log\n")
                .contains("sudo dd if=out/installer.iso of=/dev/sdX")
                .contains("./slipway quickstart --user-data user-data\n", "./slipway boot-test out/disk.img ");
    }

    private static QuickstartStep step(String name, Doer doer, boolean reused, long seconds) {
        return new QuickstartStep(name, doer, reused, Duration.ofSeconds(seconds));
    }

    private static String printed(QuickstartStep... steps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new QuickstartSummary(new PrintStream(out, true, StandardCharsets.UTF_8))
                .print(new QuickstartResult(
                        List.of(steps),
                        new ReferenceBaseResult(
                                "base.tar",
                                "bookworm",
                                "amd64",
                                231,
                                530_000_000,
                                "sha256:" + SHA256,
                                Optional.empty(),
                                true,
                                Duration.ofSeconds(160)),
                        Path.of("out/installer.iso"),
                        206_000_000,
                        SHA256,
                        Path.of("out/disk.img"),
                        8L << 30,
                        List.of(Path.of("out/install.png"), Path.of("out/boot.png")),
                        List.of(Path.of("out/install.log"), Path.of("out/boot.log")),
                        "edge-1 login:",
                        "kvm",
                        Duration.ofSeconds(320)));
        return out.toString(StandardCharsets.UTF_8);
    }
}
