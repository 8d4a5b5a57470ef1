package dev.slipway.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A medium in its drive.
///
/// @param bus what a disk hangs on
/// @param keeping whether what the guest writes reaches the file, instead of being forgotten with the machine
record Drive(Kind kind, Path image, DiskFormat format, DiskBus bus, boolean keeping) {

    /// What it is to the guest.
    enum Kind {
        CD,
        USB,
        DISK
    }

    /// QEMU's arguments for it.
    ///
    /// @param order its place in the boot order, from 0
    List<String> arguments(Firmware firmware, int order) {
        String how = switch (kind) {
            case CD -> "media=cdrom,readonly=on";
            // Unsafe towards a power cut of this machine, not of the guest's: its writes are in the host's
            // cache, and outlive QEMU.
            // Locked by whoever made the file, where it is kept: it is nobody else's.
            case USB, DISK -> keeping ? "cache=unsafe,discard=unmap,file.locking=off" : "snapshot=on";
        };
        List<String> arguments = new ArrayList<>(bus(firmware, order));
        arguments.addAll(List.of(
                "-drive",
                "if=none,id=medium%d,format=%s,%s,file=%s".formatted(order, format.driver(), how, escaped()),
                "-device",
                "%s,drive=medium%d,bootindex=%d".formatted(device(firmware, order), order, order)));
        return arguments;
    }

    private List<String> bus(Firmware firmware, int order) {
        return switch (kind) {
            case CD -> firmware.opticalBus(order);
            case USB -> List.of("-device", "qemu-xhci,id=usb" + order);
            case DISK -> bus.controller(order);
        };
    }

    private String device(Firmware firmware, int order) {
        return switch (kind) {
            case CD -> firmware.opticalDrive();
            case USB -> "usb-storage,removable=on,bus=usb" + order + ".0";
            case DISK -> bus.device(order);
        };
    }

    private String escaped() {
        return image.toAbsolutePath().toString().replace(",", ",,");
    }
}
