package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What runs on an installed host is written in Python, and so are its tests. Those that need root or cloud-init say so
/// where they are skipped.
class HostProgramTests {

    /// The system's own, whose packages hold cloud-init; another may come first on the path.
    private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

    @Test
    @RequiresTool({"python3", "genisoimage", "xorriso", "mkfs.vfat", "mcopy"})
    void programsOfTheHostPassTheirTests() {
        Object python = Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON : "python3";
        Tool.Result result = Tool.of(
                        python, "-B", "-m", "unittest", "discover", "-v", "-s", "src/test/python/slipway_host")
                .within(Duration.ofMinutes(10))
                .tryRun();
        assertThat(result.status()).as(result.output()).isZero();
        // No test at all would pass, too.
        assertThat(result.output()).containsPattern("Ran [1-9][0-9]* tests");
    }
}
