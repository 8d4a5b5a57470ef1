package dev.slipway.ova.disk;

import dev.slipway.image.Image;
import java.util.Optional;

/// A disk, ready to be packed.
///
/// @param sectors all of them
/// @param packed the same as a VMDK that can go into an appliance as it is
public record OpenDisk(Image sectors, Optional<Image> packed) {

    /// A disk that is not compressed yet.
    public static OpenDisk of(Image sectors) {
        return new OpenDisk(sectors, Optional.empty());
    }
}
