package dev.slipway.testkit;

import dev.slipway.machine.Accelerator;
import dev.slipway.machine.Firmware;
import dev.slipway.machine.Hardware;
import dev.slipway.machine.NetworkCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A machine to be switched on by a test, as [Hardware] describes it, with a name for messages. Images are never
/// written to: what a guest writes is forgotten, but on a [kept disk](#keptDisk(Path)). Emulated in software, so that
/// it behaves the same on every machine that runs the tests; another QEMU accelerator can be named in the environment
/// as `SLIPWAY_TEST_ACCELERATOR`.
///
/// ```java
/// try (VirtualMachine machine = Qemu.with(Firmware.OVMF).usbDisk(iso).start()) {
///     machine.awaitSerial("SLIPWAY-USER-DATA-APPLIED " + nonce, VirtualMachine.BOOT_DEADLINE);
/// }
/// ```
public final class Qemu {

    private static final Accelerator ACCELERATOR =
            new Accelerator(System.getenv().getOrDefault("SLIPWAY_TEST_ACCELERATOR", Accelerator.EMULATION.argument()));

    private final Hardware hardware;
    private String name;

    private Qemu(Firmware firmware) {
        this.hardware = Hardware.with(firmware).acceleratedBy(ACCELERATOR);
        this.name = firmware.name().toLowerCase(Locale.ROOT);
    }

    /// A machine with this firmware, 1 GiB of memory, two processors, and no network card.
    public static Qemu with(Firmware firmware) {
        return new Qemu(firmware);
    }

    /// Puts the image into a CD drive, next in boot order.
    public Qemu cdrom(Path image) {
        hardware.cdrom(image);
        return alsoNamed("cd");
    }

    /// Plugs the image in as a USB stick, next in boot order.
    public Qemu usbDisk(Path image) {
        hardware.usbDisk(image);
        return alsoNamed("usb");
    }

    /// Builds the image in as a disk, next in boot order.
    public Qemu disk(Path image) {
        hardware.disk(image);
        return alsoNamed("disk");
    }

    /// Builds the file in as a disk that keeps what the guest writes, next in boot order.
    public Qemu keptDisk(Path image) {
        hardware.keptDisk(image);
        return alsoNamed("kept");
    }

    private Qemu alsoNamed(String kind) {
        name += "-" + kind;
        return this;
    }

    /// With that much memory.
    public Qemu memoryMebibytes(int amount) {
        hardware.memoryMebibytes(amount);
        return this;
    }

    /// With that many processors.
    public Qemu processors(int count) {
        hardware.processors(count);
        return this;
    }

    /// Lets the guest restart its machine; without it, a restart switches it off.
    public Qemu restarting() {
        hardware.restarting();
        return this;
    }

    /// Puts a network card in whose cable ends in a tap interface of the network, in which the machine then runs. It
    /// boots over it when no drive boots.
    ///
    /// @param bootProgram whether the card brings iPXE along
    public Qemu networkCard(NetworkNamespace network, String tap, String mac, boolean bootProgram) {
        hardware.networkCard(new NetworkCard(tap, mac, bootProgram)).runBy(network.prefix());
        return alsoNamed("net");
    }

    /// With more arguments for QEMU, for devices that only one test needs.
    public Qemu with(String... arguments) {
        hardware.and(List.of(arguments));
        return this;
    }

    /// What the machine is called in messages, and in the names of the files that are kept of it. Without it, the names
    /// of its firmware and media.
    public Qemu named(String newName) {
        name = newName;
        return this;
    }

    /// Switches it on.
    public VirtualMachine start() throws IOException {
        return new VirtualMachine(name, hardware.start());
    }
}
