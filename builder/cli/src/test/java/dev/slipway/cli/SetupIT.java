package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The set-up on a machine that is played: its `dpkg-query` knows what the test says, and its `apt-get` notes what it
/// is told.
@RequiresTool({"sh", "env"})
class SetupIT {

    private static final Path SETUP =
            Path.of("../../builder/setup.sh").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @BeforeEach
    void playMachine() throws IOException {
        installed("maven", "mmdebstrap");
        program("apt-get", "echo \"$@\" >>'%s/apt.calls'".formatted(directory));
        program("id", "echo 1000");
        Path jdk = Files.createDirectories(directory.resolve("jdk/bin"));
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.createSymbolicLink(jdk.resolve("javac"), Path.of("/bin/true"));
    }

    @Test
    void userIsToldTheOneCommand() {
        Tool.Result run = setUp("quickstart");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.output()).isEqualTo("""
                        setup.sh: these packages are missing for 'slipway quickstart'; to install them:
                            sudo apt-get install -y --no-install-recommends ovmf qemu-system-x86 uidmap
                        """);
    }

    @Test
    void rootInstallsWhatIsMissing() throws IOException {
        program("id", "echo 0");

        Tool.Result run = setUp("quickstart");

        assertThat(run.status()).isZero();
        assertThat(Files.readAllLines(directory.resolve("apt.calls")))
                .containsExactly("update", "install -y --no-install-recommends ovmf qemu-system-x86");
    }

    @Test
    void rootWhoseAptFailsIsToldAsTheEnvironmentsFault() throws IOException {
        program("id", "echo 0");
        program("apt-get", "exit 100");

        Tool.Result run = setUp("quickstart");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.output()).contains("setup.sh: apt-get could not fetch the lists of packages");
    }

    @Test
    void nothingIsDoneWhenAllIsThere() throws IOException {
        assertThat(setUp("build").output()).isEmpty();
        installed("maven", "mmdebstrap", "ovmf", "qemu-system-x86", "uidmap");

        Tool.Result run = setUp("quickstart");

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEmpty();
        assertThat(setUp("test").output()).contains(" shellcheck").doesNotContain(" ovmf", " maven");
    }

    @Test
    void unknownPurposeIsWrongUse() {
        assertThat(setUp("everything").status()).isEqualTo(2);
    }

    private void installed(String... packages) throws IOException {
        program(
                "dpkg-query",
                "case ${!#} in %s) echo -n installed ;; *) exit 1 ;; esac".formatted(String.join("|", packages)));
    }

    private Tool.Result setUp(String purpose) {
        return Tool.of(
                        "env",
                        "PATH=%s:/usr/bin:/bin".formatted(directory),
                        "JAVA_HOME=" + directory.resolve("jdk"),
                        SETUP,
                        purpose)
                .tryRun();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
