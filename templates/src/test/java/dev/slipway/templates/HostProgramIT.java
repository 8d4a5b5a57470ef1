package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs on an installed host is written in Python, and so are its tests. Those that need root or cloud-init say so
/// where they are skipped.
class HostProgramIT {

    /// The system's own, whose packages hold cloud-init; another may come first on the path.
    private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

    private static final Path TESTS = Path.of("src/test/python").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"slipway_host", "slipway_host/install"})
    @RequiresTool({"python3", "genisoimage", "xorriso", "mkfs.vfat", "mcopy"})
    void programsOfTheHostPassTheirTests(String folder) throws IOException {
        Object python = Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON : "python3";
        Tool.Result result = Tool.of(python, "-B", "-m", "unittest", "-v")
                .and(modulesIn(folder))
                .in(TESTS)
                .within(Duration.ofMinutes(10))
                .tryRun();
        assertThat(result.status()).as(result.output()).isZero();
        // No test at all would pass, too.
        assertThat(result.output()).containsPattern("Ran [1-9][0-9]* tests");
    }

    private static Object[] modulesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(TESTS.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
                    .sorted()
                    .map(name -> folder.replace('/', '.') + "." + name.replace(".py", ""))
                    .toArray();
        }
    }
}
