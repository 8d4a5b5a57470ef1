package dev.slipway.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A machine to be switched on: what it starts with and what is plugged in. Images are never written to: what a guest
/// writes is forgotten. Emulated in software, so that it behaves the same on every machine that runs the tests;
/// another QEMU accelerator can be named in the environment as `SLIPWAY_TEST_ACCELERATOR`.
///
/// ```java
/// try (VirtualMachine machine = Qemu.with(Firmware.OVMF).usbDisk(iso).start()) {
///     machine.awaitSerial("SLIPWAY-USER-DATA-APPLIED " + nonce, VirtualMachine.BOOT_DEADLINE);
/// }
/// ```
public final class Qemu {

    private static final String ACCELERATOR =
            System.getenv().getOrDefault("SLIPWAY_TEST_ACCELERATOR", "tcg,thread=multi");

    private final Firmware firmware;
    private final List<String> devices = new ArrayList<>();
    private int media;
    private int memoryMebibytes = 1024;
    private int processors = 2;
    private String name;

    private Qemu(Firmware firmware) {
        this.firmware = firmware;
        this.name = firmware.name().toLowerCase(Locale.ROOT);
    }

    /// A machine with this firmware, 1 GiB of memory, two processors, and no network.
    public static Qemu with(Firmware firmware) {
        return new Qemu(firmware);
    }

    /// Puts the image into a CD drive, next in boot order.
    public Qemu cdrom(Path image) {
        devices.addAll(firmware.opticalBus());
        return plug("cd", image, "media=cdrom,readonly=on", firmware.opticalDrive());
    }

    /// Plugs the image in as a USB stick, next in boot order.
    public Qemu usbDisk(Path image) {
        devices.addAll(List.of("-device", "qemu-xhci,id=usb" + media));
        return plug("usb", image, "snapshot=on", "usb-storage,removable=on,bus=usb" + media + ".0");
    }

    /// Builds the image in as a disk, next in boot order.
    public Qemu disk(Path image) {
        return plug("disk", image, "snapshot=on", "virtio-blk-pci");
    }

    private Qemu plug(String kind, Path image, String how, String device) {
        String file = image.toAbsolutePath().toString().replace(",", ",,");
        devices.addAll(List.of(
                "-drive",
                "if=none,id=medium%d,format=raw,%s,file=%s".formatted(media, how, file),
                "-device",
                "%s,drive=medium%d,bootindex=%d".formatted(device, media, media)));
        media++;
        name += "-" + kind;
        return this;
    }

    /// With that much memory.
    public Qemu memoryMebibytes(int amount) {
        memoryMebibytes = amount;
        return this;
    }

    /// With that many processors.
    public Qemu processors(int count) {
        processors = count;
        return this;
    }

    /// With more arguments for QEMU, for devices that only one test needs.
    public Qemu with(String... arguments) {
        devices.addAll(List.of(arguments));
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
        Scratch scratch = Scratch.create();
        List<String> command =
                new ArrayList<>(List.of(firmware.command(), "-nodefaults", "-no-user-config", "-no-reboot"));
        command.addAll(List.of("-display", "none", "-serial", "stdio", "-accel", ACCELERATOR));
        command.addAll(List.of("-m", memoryMebibytes + "M", "-smp", Integer.toString(processors)));
        command.addAll(List.of("-qmp", "unix:" + VirtualMachine.monitorSocket(scratch) + ",server=on,wait=off"));
        command.addAll(firmware.arguments(scratch.directory()));
        command.addAll(firmware.screen());
        command.addAll(devices);
        return VirtualMachine.start(name, command, scratch);
    }
}
