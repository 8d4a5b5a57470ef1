package dev.slipway.ova.build;

import dev.slipway.ova.ovf.Hardware;
import dev.slipway.ova.ovf.NetworkCard;
import dev.slipway.ova.ovf.OvfProperty;
import dev.slipway.ova.ovf.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a descriptor says beside the disks.
///
/// @param name of the machine, and of the files in the archive
/// @param cdDrive whether the machine has a drive for CDs
/// @param cd the ISO that lies in it and travels in the archive
/// @param eula the file of a text that must be accepted before the import
public record Description(
        String name,
        Hardware hardware,
        List<NetworkCard> cards,
        boolean cdDrive,
        Optional<Path> cd,
        Product product,
        List<OvfProperty> properties,
        Optional<String> annotation,
        Optional<Path> eula) {

    public Description {
        cards = List.copyOf(cards);
        properties = List.copyOf(properties);
    }
}
