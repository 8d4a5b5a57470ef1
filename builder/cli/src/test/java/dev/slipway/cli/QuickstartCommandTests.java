package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTests {

    @TempDir
    private Path directory;

    @Test
    void userDataThatIsMissingIsToldBeforeAnythingElse() {
        Run run = run("quickstart", "--user-data", "mine");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("there is no such user-data file", "mine");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void userDataWithoutHeaderIsToldBeforeAnythingElse() throws IOException {
        Files.writeString(directory.resolve("mine"), "hostname: shop\n");

        Run run = run("quickstart", "--user-data=mine");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("does not begin with the line #cloud-config");
    }

    /// Without mmdebstrap, or where QEMU is missing too, without that.
    @Test
    void missingProgramIsToldWithItsPackage() throws IOException {
        Files.writeString(directory.resolve("mine"), "#cloud-config\nhostname: shop\n");

        Run run = run("quickstart", "--user-data=mine", "--output=quick");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).containsPattern("mmdebstrap|qemu-system-x86 and ovmf");
    }

    /// With no programs at all but those that the machine module finds by itself.
    private Run run(String... arguments) {
        return Run.in(
                directory, Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString()), arguments);
    }
}
