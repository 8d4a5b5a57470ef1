package dev.slipway.image.hybrid;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/// How a medium boots under BIOS: as a CD by a boot file of its tree, as a disk by the code of its MBR.
///
/// @param bootFile the path of the El Torito boot file in the tree, told where it lies (boot info table, GRUB's boot
/// info)
/// @param masterBootCode the code of the MBR, once it is known where the boot file lies
public record BiosBoot(String bootFile, MasterBootCode masterBootCode) {

    public BiosBoot {
        requireNonNull(bootFile, "bootFile is null");
        requireNonNull(masterBootCode, "masterBootCode is null");
    }

    /// Code for the first 440 bytes of the MBR, which loads the boot file from a fixed place.
    @FunctionalInterface
    public interface MasterBootCode {

        /// The code for a boot file that begins at this block of 2048 bytes.
        byte[] at(long bootFileBlock) throws IOException;
    }
}
