package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTests {

    @TempDir
    private Path directory;

    @Test
    void argumentsOfDriveWhenNameHoldsACommaDoubleIt() {
        Drive drive = new Drive(Drive.Kind.DISK, Path.of("/images/a,b.img"), DiskFormat.RAW, DiskBus.VIRTIO, false);

        assertThat(drive.arguments(Firmware.SEABIOS, 3))
                .containsExactly(
                        "-drive",
                        "if=none,id=medium3,format=raw,snapshot=on,file=/images/a,,b.img",
                        "-device",
                        "virtio-blk-pci,drive=medium3,bootindex=3");
    }

    @Test
    void argumentsOfDiskOnAControllerBringIt() {
        Drive drive = new Drive(Drive.Kind.DISK, Path.of("/a.img"), DiskFormat.RAW, DiskBus.PVSCSI, true);

        assertThat(drive.arguments(Firmware.SEABIOS, 1))
                .containsExactly(
                        "-device",
                        "pvscsi,id=pvscsi1",
                        "-drive",
                        "if=none,id=medium1,format=raw,cache=unsafe,discard=unmap,file.locking=off,file=/a.img",
                        "-device",
                        "scsi-hd,bus=pvscsi1.0,drive=medium1,bootindex=1");
    }

    @Test
    void argumentsOfSecondCdUnderAavmfShareTheBus() {
        Drive drive = new Drive(Drive.Kind.CD, Path.of("/cd.iso"), DiskFormat.RAW, DiskBus.VIRTIO, false);

        assertThat(drive.arguments(Firmware.AAVMF, 0)).contains("virtio-scsi-pci");
        assertThat(drive.arguments(Firmware.AAVMF, 1)).doesNotContain("virtio-scsi-pci");
    }

    @Test
    void argumentsOfNetworkCardBootBehindAllDrives() {
        assertThat(new NetworkCard("tap7", "52:54:00:ab:cd:01", false).arguments(1))
                .containsExactly(
                        "-netdev",
                        "tap,id=net1,ifname=tap7,script=no,downscript=no",
                        "-device",
                        "virtio-net-pci,netdev=net1,mac=52:54:00:ab:cd:01,bootindex=101,romfile=");
    }

    @ParameterizedTest
    @CsvSource({"a.img, RAW", "a.QCOW2, QCOW2", "a.vmdk, VMDK", "qcow2, RAW", "a.vdi, VDI", "a.vhdx, VHDX"})
    void diskFormatIsThatOfTheName(Path file, DiskFormat format) {
        assertThat(DiskFormat.ofName(file)).isEqualTo(format);
    }

    @Test
    void blankDiskIsAsLargeAsTold() throws IOException {
        Path disk = BlankDisk.create(directory.resolve("disk.img"), 8L << 30);

        assertThat(Files.size(disk)).isEqualTo(8L << 30);
    }

    @Test
    void blankDiskWithoutASectorIsRefused() {
        assertThatThrownBy(() -> BlankDisk.create(directory.resolve("disk.img"), 511))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SEABIOS, qemu-system-x86_64, qemu-system-x86",
        "OVMF, qemu-system-x86_64, qemu-system-x86",
        "AAVMF, qemu-system-aarch64, qemu-system-arm",
    })
    void programThatIsNotOnThePathIsMissedByName(Firmware firmware, String program, String debianPackage) {
        assertThatThrownBy(() -> firmware.findProgram(directory.toString()))
                .isInstanceOfSatisfying(MissingPartException.class, missing -> {
                    assertThat(missing.part()).isEqualTo(program);
                    assertThat(missing.debianPackage()).isEqualTo(debianPackage);
                });
    }
}
