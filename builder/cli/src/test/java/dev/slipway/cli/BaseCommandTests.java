package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseCommandTests {

    @TempDir
    private Path directory;

    @Test
    void recipeIsWrittenOut() {
        Run run = run("base", "recipe", "--output", "recipe");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("Wrote the recipe to %s%n", directory.resolve("recipe"));
        assertThat(directory.resolve("recipe/packages")).content().contains("linux-image-amd64 [amd64]");
        assertThat(directory.resolve("recipe/hooks/customize90-clean")).isExecutable();
    }

    @Test
    void recipeWhenTheDirectoryIsNotEmptyWritesNothing() throws IOException {
        Files.writeString(directory.resolve("mine"), "");

        Run run = run("base", "recipe", "--output", ".");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("the directory is not empty", "fix: ");
        assertThat(directory.resolve("packages")).doesNotExist();
    }

    @Test
    void buildWhenTheRecipeIsWrongTellsFileAndLine() throws IOException {
        run("base", "recipe", "--output", "recipe");
        Files.writeString(directory.resolve("recipe/packages"), "udev\nless [sparc]\n");

        Run run = run("base", "build", "--recipe", "recipe");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("'sparc' is no architecture", "packages:2");
    }

    @Test
    void buildWhenThePlaceIsNoneSaysSoBeforeAnythingIsMade() {
        Run run = run("base", "build", "--output", "floppy:a");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'floppy:a' names no place");
    }

    @Test
    void buildWhenNothingIsInstalledSaysWhatIsMissing() {
        Run run = run("base", "build");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("apt-get install mmdebstrap").doesNotContain("--base");
    }

    @Test
    void buildInstallerWithoutABaseWhenNothingIsInstalledOffersAnother() throws IOException {
        Files.writeString(directory.resolve("user-data"), "#cloud-config\nhostname: shop\n");

        Run run = run("build-installer", "--user-data", "user-data", "--output", "out.iso");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("apt-get install mmdebstrap; or name another base with --base");
        assertThat(directory.resolve("out.iso")).doesNotExist();
    }

    /// With no programs at all.
    private Run run(String... arguments) {
        Map<String, String> environment =
                Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString());
        return Run.in(directory, environment, arguments);
    }
}
