package dev.slipway.image.hybrid;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.iso9660.IsoRequest;
import java.util.Optional;

/// What a hybrid image is to hold.
///
/// @param iso the file system: tree, labels, site area; what boots and the partition are set by [HybridImage]
/// @param bios how it boots under BIOS, where it does
/// @param efiSystemPartition a FAT file system with the UEFI loaders, where it boots under UEFI
/// @param identity of the content: disk and partition GUIDs come from it, so that equal images have equal ones
public record HybridRequest(
        IsoRequest iso, Optional<BiosBoot> bios, Optional<Image> efiSystemPartition, Sha256 identity) {

    public HybridRequest {
        requireNonNull(iso, "iso is null");
        requireNonNull(identity, "identity is null");
        if (bios.isEmpty() && efiSystemPartition.isEmpty()) {
            throw new IllegalArgumentException("an image that boots needs a loader for BIOS or for UEFI");
        }
    }
}
