package dev.slipway.machine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A machine to be switched on: what it starts with and what is plugged in, first things first in boot order. It has
/// no network but for the cards that it is given. Without more words it has 1 GiB of memory and two processors, runs as
/// fast as this computer can make
/// it ([Accelerator#ofThisComputer()]), and is off for good when its guest restarts it.
///
/// ```java
/// try (Machine machine = Hardware.with(Firmware.OVMF).cdrom(installer).keptDisk(disk).start()) {
///     Awaited login = machine.awaitLine(Pattern.compile("login:"), Duration.ofMinutes(5));
/// }
/// ```
public final class Hardware {

    /// The processor that can all that the accelerator can: many distributions want more than QEMU's default.
    public static final String NEWEST_PROCESSOR = "max";

    private final Firmware firmware;
    private final List<Drive> drives = new ArrayList<>();
    private final List<NetworkCard> cards = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private List<String> runner = List.of();
    private int memoryMebibytes = 1024;
    private int processors = 2;
    private boolean restarting;
    private Optional<Accelerator> accelerator = Optional.empty();

    private Hardware(Firmware firmware) {
        this.firmware = requireNonNull(firmware, "firmware is null");
    }

    /// A machine with this firmware and nothing plugged in.
    public static Hardware with(Firmware firmware) {
        return new Hardware(firmware);
    }

    /// Puts the image into a CD drive.
    public Hardware cdrom(Path image) {
        return plug(Drive.Kind.CD, image, DiskFormat.RAW, DiskBus.VIRTIO, false);
    }

    /// Plugs the image in as a USB stick. What the guest writes to it is forgotten.
    public Hardware usbDisk(Path image) {
        return usbDisk(image, DiskFormat.RAW);
    }

    /// Plugs the image in as a USB stick. What the guest writes to it is forgotten.
    public Hardware usbDisk(Path image, DiskFormat format) {
        return plug(Drive.Kind.USB, image, format, DiskBus.VIRTIO, false);
    }

    /// Builds the image in as a disk. What the guest writes to it is forgotten.
    public Hardware disk(Path image) {
        return disk(image, DiskFormat.RAW);
    }

    /// Builds the image in as a disk. What the guest writes to it is forgotten.
    public Hardware disk(Path image, DiskFormat format) {
        return disk(image, format, DiskBus.VIRTIO);
    }

    /// As [#disk(Path, DiskFormat)], on a bus.
    public Hardware disk(Path image, DiskFormat format, DiskBus bus) {
        return plug(Drive.Kind.DISK, image, format, bus, false);
    }

    /// Builds the file in as a disk that the guest may write to, for the next machine to find. See [BlankDisk].
    public Hardware keptDisk(Path image) {
        return keptDisk(image, DiskBus.VIRTIO);
    }

    /// As [#keptDisk(Path)], on a bus.
    public Hardware keptDisk(Path image, DiskBus bus) {
        return plug(Drive.Kind.DISK, image, DiskFormat.RAW, bus, true);
    }

    private Hardware plug(Drive.Kind kind, Path image, DiskFormat format, DiskBus bus, boolean keeping) {
        drives.add(new Drive(kind, image, format, bus, keeping));
        return this;
    }

    /// With that much memory.
    public Hardware memoryMebibytes(int amount) {
        memoryMebibytes = amount;
        return this;
    }

    /// With that many processors.
    public Hardware processors(int count) {
        processors = count;
        return this;
    }

    /// With QEMU's model of a processor.
    ///
    /// @param model such as [#NEWEST_PROCESSOR]
    public Hardware processorModel(String model) {
        return and(List.of("-cpu", model));
    }

    /// Run by this, whatever the computer can.
    public Hardware acceleratedBy(Accelerator chosen) {
        accelerator = Optional.of(chosen);
        return this;
    }

    /// Lets the guest restart its machine; without it, a restart switches it off.
    public Hardware restarting() {
        restarting = true;
        return this;
    }

    /// Puts a network card in.
    public Hardware networkCard(NetworkCard card) {
        cards.add(card);
        return this;
    }

    /// With words in front of QEMU's command, such as those that run it in a network of its own. They must become that
    /// command, not start it: what is switched off is what was started.
    public Hardware runBy(List<String> words) {
        runner = List.copyOf(words);
        return this;
    }

    /// With more arguments for QEMU.
    public Hardware and(List<String> arguments) {
        more.addAll(arguments);
        return this;
    }

    /// Finds out whether it could be switched on here, so that it is known before long work.
    ///
    /// @throws MissingPartException where QEMU or the firmware is not installed
    public void requireParts() throws IOException {
        try (Scratch scratch = Scratch.createForProcess()) {
            firmware.findProgram();
            firmware.arguments(scratch.directory());
        }
    }

    /// Switches it on.
    ///
    /// @throws MissingPartException where QEMU or the firmware is not installed
    public Machine start() throws IOException {
        Scratch scratch = Scratch.createForProcess();
        try {
            return Machine.start(command(scratch), scratch);
        } catch (IOException e) {
            scratch.close();
            throw e;
        }
    }

    /// What its guests' instructions are run by.
    public Accelerator accelerator() {
        return accelerator.orElseGet(() -> Accelerator.forProgram(firmware.program()));
    }

    private List<String> command(Scratch scratch) throws IOException {
        List<String> command = new ArrayList<>(runner);
        command.addAll(List.of(firmware.findProgram(), "-nodefaults", "-no-user-config"));
        if (!restarting) {
            command.add("-no-reboot");
        }
        command.addAll(List.of(
                "-display", "none", "-serial", "stdio", "-accel", accelerator().argument()));
        command.addAll(List.of("-m", memoryMebibytes + "M", "-smp", Integer.toString(processors)));
        command.addAll(MachineMonitor.arguments(scratch.directory()));
        command.addAll(firmware.arguments(scratch.directory()));
        command.addAll(firmware.screen());
        for (int i = 0; i < drives.size(); i++) {
            command.addAll(drives.get(i).arguments(firmware, i));
        }
        for (int i = 0; i < cards.size(); i++) {
            command.addAll(cards.get(i).arguments(i));
        }
        command.addAll(more);
        return command;
    }
}
