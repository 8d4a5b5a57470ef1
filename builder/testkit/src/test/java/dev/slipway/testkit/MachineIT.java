package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.machine.Accelerator;
import dev.slipway.machine.Awaited;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.DiskFormat;
import dev.slipway.machine.Firmware;
import dev.slipway.machine.Hardware;
import dev.slipway.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What machines tell of guests whose whole life is known.
@RequiresTool("qemu-system-x86_64")
class MachineIT {

    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    @Test
    void awaitPowerOffWhenGuestSwitchesOffSeesIt() throws Exception {
        try (Machine machine = machine(BootSector.begin().say("going\n").switchOff())) {
            assertThat(machine.awaitLine(Pattern.compile("going"), DEADLINE))
                    .isInstanceOfSatisfying(
                            Awaited.Seen.class, seen -> assertThat(seen.what()).endsWith("going"));
            assertThat(machine.awaitPowerOff(DEADLINE)).isInstanceOf(Awaited.Seen.class);
        }
    }

    @Test
    void awaitPowerOffWhenGuestRestartsIsLost() throws Exception {
        try (Machine machine = machine(BootSector.begin().say("again\n").restart())) {
            assertThat(machine.awaitPowerOff(DEADLINE)).isInstanceOfSatisfying(Awaited.Lost.class, lost -> {
                assertThat(lost.why()).isEqualTo("the guest restarted its machine");
                assertThat(lost.lastLines()).last().asString().endsWith("again");
            });
        }
    }

    @Test
    void awaitLineWhenGuestMayRestartComesOnceMore() throws Exception {
        Path disk = BootSector.begin().say("again\n").restart().writeTo(directory.resolve("disk.img"));

        try (Machine machine = hardware().disk(disk).restarting().start()) {
            assertThat(machine.awaitLine(Pattern.compile("again"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
            assertThat(machine.awaitLine(Pattern.compile("again"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
        }
    }

    @Test
    void awaitLineWhenGuestHaltsIsLate() throws Exception {
        try (Machine machine = machine(BootSector.begin().say("one\ntwo\n").halt())) {
            machine.awaitLine(Pattern.compile("one"), DEADLINE);

            assertThat(machine.awaitLine(Pattern.compile("three"), MOMENT))
                    .isInstanceOfSatisfying(Awaited.Late.class, late -> {
                        assertThat(late.time()).isBetween(MOMENT, DEADLINE);
                        assertThat(late.lastLines()).contains("two");
                    });
        }
    }

    @Test
    void awaitLineWhenGuestAsksTakesThePromptAsItStands() throws Exception {
        try (Machine machine = machine(BootSector.begin().say("edge login: ").halt())) {
            assertThat(machine.awaitLine(Pattern.compile("login:"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
        }
    }

    @Test
    void awaitLineWhenQemuCannotUseTheImageSaysWhatItSaid() throws Exception {
        Path image = Files.writeString(directory.resolve("image.qcow2"), "no disk at all");

        try (Machine machine = hardware().disk(image, DiskFormat.QCOW2).start()) {
            assertThat(machine.awaitLine(Pattern.compile("never"), DEADLINE))
                    .isInstanceOfSatisfying(
                            Awaited.Broken.class,
                            broken -> assertThat(broken.complaint())
                                    .startsWith("QEMU ended with status 1: ")
                                    .contains("image.qcow2", "not in qcow2 format"));
        }
    }

    @Test
    void keptDiskWhenPowerIsCutHoldsWhatTheGuestWrote() throws Exception {
        Path blank = BlankDisk.create(directory.resolve("blank.img"), 1 << 20);
        Path installer = BootSector.begin()
                .copyToSecondDisk()
                .say("written\n")
                .halt()
                .writeTo(directory.resolve("installer.img"));
        try (Machine first = hardware().disk(installer).keptDisk(blank).start()) {
            assertThat(first.awaitLine(Pattern.compile("written"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
            first.cutPower();
        }

        assertThat(Arrays.copyOf(Files.readAllBytes(blank), 512))
                .isEqualTo(Arrays.copyOf(Files.readAllBytes(installer), 512));
        try (Machine second = hardware().disk(blank).start()) {
            assertThat(second.awaitLine(Pattern.compile("written"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
        }
    }

    @Test
    void diskWhenGuestWritesToItStaysAsItWas() throws Exception {
        Path second = BlankDisk.create(directory.resolve("second.img"), 1 << 20);
        Path writer =
                BootSector.begin().copyToSecondDisk().say("written\n").halt().writeTo(directory.resolve("writer.img"));

        try (Machine machine = hardware().disk(writer).disk(second).start()) {
            assertThat(machine.awaitLine(Pattern.compile("written"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
        }

        assertThat(Files.readAllBytes(second)).containsOnly(0);
    }

    @Test
    void bootOrderWhenSeveralMediaCanBootIsTheirOwn() throws Exception {
        Path one = BootSector.begin().say("one\n").halt().writeTo(directory.resolve("one.img"));
        Path other = BootSector.begin().say("other\n").halt().writeTo(directory.resolve("other.img"));

        try (Machine machine = hardware().usbDisk(one).disk(other).start()) {
            assertThat(machine.awaitLine(Pattern.compile("one|other"), DEADLINE))
                    .isInstanceOfSatisfying(
                            Awaited.Seen.class, seen -> assertThat(seen.what()).endsWith("one"));
        }
        try (Machine machine = hardware().disk(other).usbDisk(one).start()) {
            assertThat(machine.awaitLine(Pattern.compile("one|other"), DEADLINE))
                    .isInstanceOfSatisfying(
                            Awaited.Seen.class, seen -> assertThat(seen.what()).endsWith("other"));
        }
    }

    @Test
    void awaitQrCodeWhenScreenShowsTextCellsReadsIt() throws Exception {
        byte[] cells = QrPictures.cells("https://edge.example/register?id=4711");

        try (Machine machine = machine(BootSector.begin().showCells(cells).halt())) {
            assertThat(machine.awaitQrCode(Pattern.compile("id=4711"), DEADLINE))
                    .isInstanceOfSatisfying(
                            Awaited.Seen.class,
                            seen -> assertThat(seen.what()).isEqualTo("https://edge.example/register?id=4711"));
        }
    }

    @Test
    void awaitQrCodeWhenScreenShowsPixelsReadsIt() throws Exception {
        byte[] pixels = QrPictures.pixels("https://edge.example/4712");

        try (Machine machine = machine(BootSector.begin().showPixels(pixels).halt())) {
            assertThat(machine.awaitQrCode(Pattern.compile("/4712$"), DEADLINE)).isInstanceOf(Awaited.Seen.class);
        }
    }

    @Test
    void awaitQrCodeWhenScreenShowsAnotherIsLate() throws Exception {
        byte[] pixels = QrPictures.pixels("https://edge.example/4712");

        try (Machine machine = machine(BootSector.begin().showPixels(pixels).halt())) {
            machine.awaitQrCode(Pattern.compile("4712"), DEADLINE);

            assertThat(machine.awaitQrCode(Pattern.compile("4713"), MOMENT)).isInstanceOf(Awaited.Late.class);
        }
    }

    @Test
    void screenshotIsAPicture() throws Exception {
        Path png = directory.resolve("screen.png");
        try (Machine machine = machine(BootSector.begin().say("up\n").halt())) {
            machine.awaitLine(Pattern.compile("up"), DEADLINE);
            machine.screenshot(png);
        }

        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThanOrEqualTo(640);
    }

    @Test
    void awaitPowerOffOfTestWhenGuestHaltsFailsWithItsLastLines() throws IOException {
        Path disk = BootSector.begin().say("still here\n").halt().writeTo(directory.resolve("disk.img"));

        try (VirtualMachine machine =
                Qemu.with(Firmware.SEABIOS).disk(disk).named("halting").start()) {
            machine.awaitSerial("still here", DEADLINE);

            assertThatThrownBy(() -> machine.awaitPowerOff(MOMENT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("power off", "not within 3 s", "halting.png", "still here");
        }
    }

    @Test
    @Timeout(30)
    void probeWhenAskedNamesWhatReallyRunsAGuest() throws Exception {
        Accelerator best = Accelerator.probe();
        Path disk = BootSector.begin().say("ran\n").halt().writeTo(directory.resolve("disk.img"));

        assertThat(best).isIn(Accelerator.KVM, Accelerator.EMULATION);
        try (Machine machine = hardware()
                .acceleratedBy(best)
                .processorModel(Hardware.NEWEST_PROCESSOR)
                .disk(disk)
                .start()) {
            assertThat(machine.awaitLine(Pattern.compile("ran"), Duration.ofSeconds(20)))
                    .isInstanceOf(Awaited.Seen.class);
        }
    }

    private Machine machine(BootSector guest) throws IOException {
        return hardware().disk(guest.writeTo(directory.resolve("guest.img"))).start();
    }

    private static Hardware hardware() {
        return Hardware.with(Firmware.SEABIOS).memoryMebibytes(64).acceleratedBy(Accelerator.EMULATION);
    }
}
