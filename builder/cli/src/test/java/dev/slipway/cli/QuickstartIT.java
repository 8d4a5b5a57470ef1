package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way, with the base that the other tests use too, and then once more.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap"})
class QuickstartIT {

    private static final Path EXAMPLE =
            Path.of("../../examples/user-data").toAbsolutePath().normalize();
    private static final Pattern STEP =
            Pattern.compile("\\{\"name\":\"([a-z-]+)\",\"doer\":\"[a-z]+\",\"reused\":(true|false),");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void secondRunOnlyBoots() throws IOException {
        Run first = run("--json");

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(steps(first)).endsWith("build-installer false", "verify false", "install false", "boot false");
        assertThat(doneOf(first)).contains("\"login\":\"edge-1 login:");
        Path out = directory.resolve("out/quickstart");
        for (String picture : List.of("install.png", "boot.png")) {
            assertThat(Arrays.copyOf(Files.readAllBytes(out.resolve(picture)), 4))
                    .as(picture)
                    .containsExactly(0x89, 'P', 'N', 'G');
        }
        assertThat(out.resolve("install.log")).content().contains("slipway-install: done");
        var installer = Files.getLastModifiedTime(out.resolve("installer.iso"));

        Run second = run();

        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.err())
                .contains("Step install: nothing has changed, its work is used again")
                .containsPattern("Step boot: done in ");
        assertThat(second.out()).contains("asks: edge-1 login:").containsPattern("install +[0-9.]+ s  an earlier run");
        assertThat(Files.getLastModifiedTime(out.resolve("installer.iso"))).isEqualTo(installer);
    }

    private static List<String> steps(Run run) {
        return STEP.matcher(doneOf(run))
                .results()
                .map((MatchResult step) -> step.group(1) + " " + step.group(2))
                .toList();
    }

    private static String doneOf(Run run) {
        return run.out().lines().toList().getLast();
    }

    private Run run(String... more) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SLIPWAY_CACHE", sharedCache().toString());
        String[] arguments = new String[more.length + 2];
        arguments[0] = "quickstart";
        arguments[1] = "--user-data=" + EXAMPLE;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Run.in(directory, environment, arguments);
    }

    /// Where all tests of a user keep the reference base.
    private static Path sharedCache() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = configured.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return caches.resolve("slipway-test").resolve("reference");
    }
}
