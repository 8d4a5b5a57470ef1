package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Firmware;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference of all boot tests: an ISO made by other people's tools alone boots, and what is in it applies the
/// user-data. Where this fails, the base or the machine is at fault, not Slipway.
class XorrisoBaseBootIT {

    private static final String NONCE = "5f0c7f1e";

    @Test
    @RequiresTool({"qemu-system-x86_64", "mmdebstrap", "mksquashfs", "grub-mkimage", "mkfs.fat", "mcopy", "xorriso"})
    void bootWhenUsbDiskUnderUefiAppliesUserData(@TempDir Path directory) throws IOException {
        Path iso = directory.resolve("live.iso");
        XorrisoLiveIso.build(DebianBase.LIVE_BOOT.tar(), Optional.of(BootProof.userData(NONCE)), iso);

        try (VirtualMachine machine = Qemu.with(Firmware.OVMF).usbDisk(iso).start()) {
            BootProof proof = BootProof.await(machine, NONCE);

            assertThat(proof.uefi()).isTrue();
            assertThat(proof.secureBoot()).isFalse();
            assertThat(proof.medium()).startsWith("/dev/sd");
        }
    }
}
