package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What runs on an installed host is written in Python, and so are its tests. Those that need root or cloud-init say so
/// where they are skipped.
class HostProgramTests {

    /// The system's own, whose packages hold cloud-init; another may come first on the path.
    private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

    private static final Path TESTS = Path.of("src/test/python").toAbsolutePath();

    @Test
    @RequiresTool({"python3", "genisoimage", "xorriso", "mkfs.vfat", "mcopy"})
    void programsOfTheHostPassTheirTests() throws IOException {
        Object python = Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON : "python3";
        Tool.Result result = Tool.of(python, "-B", "-m", "unittest", "-v")
                .and(modules())
                .in(TESTS)
                .within(Duration.ofMinutes(10))
                .tryRun();
        assertThat(result.status()).as(result.output()).isZero();
        // No test at all would pass, too.
        assertThat(result.output()).containsPattern("Ran [1-9][0-9]* tests");
    }

    /// The tests of the package itself; those of its parts are run apart.
    private static Object[] modules() throws IOException {
        try (Stream<Path> files = Files.list(TESTS.resolve("slipway_host"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
                    .sorted()
                    .map(name -> "slipway_host." + name.replace(".py", ""))
                    .toArray();
        }
    }
}
