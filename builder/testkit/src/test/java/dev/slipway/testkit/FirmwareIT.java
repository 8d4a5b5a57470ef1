package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.machine.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the virtual firmware is as strict as real machines are: what boots under it proves something.
@RequiresTool({"qemu-system-x86_64", "mkfs.fat", "mcopy"})
class FirmwareIT {

    private static final Path SHIM = Path.of("/usr/lib/shim/shimx64.efi.signed");
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void startUnderSecureBootWhenLoaderIsSignedRunsIt() throws IOException {
        try (VirtualMachine machine = Qemu.with(Firmware.OVMF_SECURE_BOOT)
                .usbDisk(stick(Files.readAllBytes(SHIM)))
                .named("signed")
                .start()) {
            // It runs: there is no second stage on this stick, and it says so.
            machine.awaitSerial("grubx64.efi", DEADLINE);
        }
    }

    @Test
    void startUnderSecureBootWhenLoaderWasChangedRefusesIt() throws IOException {
        byte[] shim = Files.readAllBytes(SHIM);
        shim[shim.length / 2] ^= 1;

        try (VirtualMachine machine = Qemu.with(Firmware.OVMF_SECURE_BOOT)
                .usbDisk(stick(shim))
                .named("changed")
                .start()) {
            assertThatThrownBy(() -> machine.awaitSerial("grubx64.efi", DEADLINE))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Access Denied");
        }
    }

    private Path stick(byte[] loader) throws IOException {
        Path boot = Files.createDirectories(directory.resolve("EFI/BOOT"));
        Files.write(boot.resolve("BOOTX64.EFI"), loader);
        Path stick = directory.resolve("stick.img");
        Tool.of("mkfs.fat", "-C", stick, 4096).run();
        Tool.of("mcopy", "-s", "-i", stick, directory.resolve("EFI"), "::/").run();
        return stick;
    }
}
