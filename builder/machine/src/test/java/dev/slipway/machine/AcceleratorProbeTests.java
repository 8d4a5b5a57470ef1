package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With programs that stand in for QEMU, as no computer can be had that fails in each of these ways.
class AcceleratorProbeTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void bestWhenGuestAnswersIsKvm() throws IOException {
        assertThat(probe("exit 85", LONG).best()).isEqualTo(Accelerator.KVM);
    }

    @Test
    void bestWhenGuestEndsWithoutAnAnswerIsEmulation() throws IOException {
        assertThat(probe("exit 0", LONG).best()).isEqualTo(Accelerator.EMULATION);
    }

    @Test
    void bestWhenQemuFailsIsEmulation() throws IOException {
        assertThat(probe("echo 'failed to initialize kvm: Permission denied' >&2; exit 1", LONG)
                        .best())
                .isEqualTo(Accelerator.EMULATION);
    }

    @Test
    @Timeout(20)
    void bestWhenGuestHangsIsEmulationWithinTheTime() throws IOException {
        assertThat(probe("exec sleep 60", SHORT).best()).isEqualTo(Accelerator.EMULATION);
    }

    @Test
    void bestWhenQemuIsMissingIsEmulation() throws IOException {
        Path device = Files.createFile(directory.resolve("kvm"));

        assertThat(new AcceleratorProbe(directory.resolve("nothing").toString(), device, LONG).best())
                .isEqualTo(Accelerator.EMULATION);
    }

    @Test
    void bestWhenThereIsNoDeviceTriesNothing() throws IOException {
        AcceleratorProbe probe = probe("touch " + directory.resolve("tried") + "; exit 85", LONG);
        Files.delete(directory.resolve("kvm"));

        assertThat(probe.best()).isEqualTo(Accelerator.EMULATION);
        assertThat(directory.resolve("tried")).doesNotExist();
    }

    private AcceleratorProbe probe(String script, Duration deadline) throws IOException {
        Path program = Files.createFile(
                directory.resolve("qemu"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return new AcceleratorProbe(program.toString(), Files.createFile(directory.resolve("kvm")), deadline);
    }
}
