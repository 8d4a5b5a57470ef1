package dev.slipway.machine;

import java.util.ArrayList;
import java.util.List;

/// A network card whose cable ends in a tap interface of this computer. The machine boots over it when no drive boots.
///
/// @param tap the interface, which is there already
/// @param mac of the card, with colons
/// @param bootProgram whether the card brings its own: iPXE, as QEMU has it. Without it a BIOS does not boot over the
///     network, and UEFI does so by its own means, as it does on machines that are sold
public record NetworkCard(String tap, String mac, boolean bootProgram) {

    /// Behind all drives.
    private static final int FIRST_BOOT_INDEX = 100;

    /// QEMU's arguments for it.
    ///
    /// @param order its place among the cards, from 0
    List<String> arguments(int order) {
        String device =
                "virtio-net-pci,netdev=net%d,mac=%s,bootindex=%d".formatted(order, mac, FIRST_BOOT_INDEX + order);
        List<String> arguments = new ArrayList<>(
                List.of("-netdev", "tap,id=net%d,ifname=%s,script=no,downscript=no".formatted(order, tap)));
        arguments.addAll(List.of("-device", bootProgram ? device : device + ",romfile="));
        return arguments;
    }
}
