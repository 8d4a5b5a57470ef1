package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.reference.TestBase;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.Firmware;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The installer of the reference base where it cannot install, or must not without being told to.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap"})
class ReferenceInstallRefusalsIT {

    private static final Duration WITHIN = Duration.ofMinutes(8);
    private static final long SECTORS_PER_MEBIBYTE = 2048;

    /// Where the partition with the system begins: behind those for BIOS, EFI and OEM.
    private static final long STATE_MEBIBYTE = 1 + 1 + 64 + 64;

    @TempDir
    private static Path directory;

    private static Path unattended;
    private static Path asking;

    @BeforeAll
    static void buildInstallers() throws IOException {
        unattended = build("unattended.iso", List.of());
        asking = build("asking.iso", List.of("install-mode-interactive"));
    }

    @Test
    void disksThatCannotBeInstalledToAreNamedWithTheReason() throws IOException {
        Path large = BlankDisk.create(directory.resolve("large.img"), 10L << 30);
        Path small = BlankDisk.create(directory.resolve("small.img"), 1L << 30);
        try (VirtualMachine machine = Qemu.with(Firmware.SEABIOS)
                .cdrom(unattended)
                .with("-drive", "if=none,id=locked,format=raw,readonly=on,file=" + large)
                .with("-device", "virtio-blk-pci,drive=locked")
                .disk(small)
                .named("install-no-disk")
                .start()) {
            machine.awaitSerial("slipway-install: failed", WITHIN);
            assertThat(String.join("\n", machine.serialLines()))
                    .containsPattern("/dev/vd[ab] +10.0 GiB .*read-only")
                    .containsPattern("/dev/vd[ab] +1.0 GiB .*too small: [0-9]+ MiB needed")
                    .contains("/run/slipway/install.log");
        }
    }

    /// Writes to some places in the partition of the system fail, as on a disk that wears out.
    @Test
    void failingWriteIsToldAndTheMachineStaysOn() throws IOException {
        Path worn = BlankDisk.create(directory.resolve("worn.img"), 8L << 30);
        StringBuilder device = new StringBuilder(
                "driver=raw,node-name=worn,file.driver=blkdebug,file.image.driver=file,file.image.filename=" + worn);
        // Wherever the file system puts a file of many mebibytes, it meets one; mkfs, which writes at multiples of 128
        // MiB,
        // does not.
        for (int place = 0; place < 250; place++) {
            long sector = (STATE_MEBIBYTE + 20 + 8L * place) * SECTORS_PER_MEBIBYTE;
            device.append(
                    ",file.inject-error.%d.event=write_aio,file.inject-error.%d.errno=5,file.inject-error.%d.sector=%d"
                            .formatted(place, place, place, sector));
        }
        try (VirtualMachine machine = Qemu.with(Firmware.SEABIOS)
                .cdrom(unattended)
                .with("-blockdev", device.toString(), "-device", "virtio-blk-pci,drive=worn,werror=report")
                .named("install-worn-disk")
                .start()) {
            String last = machine.awaitSerial("slipway-install: failed", WITHIN);
            assertThat(last).doesNotContain("defect");
            assertThat(String.join("\n", machine.serialLines())).contains("The installation failed.");
        }
        assertThat(firstSector(worn)).as("boot code").doesNotContain("GRUB");
    }

    @Test
    void interactiveInstallerErasesTheDiskWhoseNameIsTyped() throws IOException {
        Path disk = BlankDisk.create(directory.resolve("asked.img"), 8L << 30);
        try (VirtualMachine machine = Qemu.with(Firmware.SEABIOS)
                .cdrom(asking)
                .keptDisk(disk)
                .named("install-asking")
                .start()) {
            machine.awaitSerial("Disk to erase [vda]", WITHIN);
            assertThat(firstSector(disk))
                    .as("nothing is written before the answer")
                    .containsOnlyOnce("\0".repeat(512));
            machine.type("vda\n");
            machine.awaitSerial("slipway-install: done", WITHIN);
        }
        assertThat(firstSector(disk)).contains("GRUB");
    }

    private static String firstSector(Path disk) throws IOException {
        try (var in = Files.newInputStream(disk)) {
            return new String(in.readNBytes(512), StandardCharsets.ISO_8859_1);
        }
    }

    private static Path build(String name, List<String> kernelArguments) throws IOException {
        Path output = directory.resolve(name);
        Path userData =
                Files.writeString(directory.resolve(name + ".user-data"), "#cloud-config\ninstall:\n  device: auto\n");
        MediumOptions usual = MediumOptions.DEFAULTS;
        MediumOptions medium = new MediumOptions(
                usual.volumeId(),
                usual.flavour(),
                kernelArguments,
                usual.additions(),
                usual.compression(),
                usual.architecture(),
                usual.sourceDateEpoch());
        InstallerRequest request = new InstallerRequest(
                new RootFileSystem(TestBase.amd64().tar()),
                userData,
                SeedFiles.NONE,
                output,
                medium,
                false,
                BaseAccess.USUAL,
                EvidenceOptions.UNSIGNED);
        new InstallerBuild(TestBase.cache(), BuildListener.SILENT).build(request);
        return output;
    }
}
