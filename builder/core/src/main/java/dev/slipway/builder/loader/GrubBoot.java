package dev.slipway.builder.loader;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.grub.GrubBiosImage;
import dev.slipway.builder.grub.GrubFiles;
import dev.slipway.builder.grub.GrubHybridMbr;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.hybrid.BiosBoot;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.util.Optional;

/// GRUB for machines with a BIOS, put together from the modules of a root file system.
///
/// @param bootFile the El Torito boot file, for the place [#BOOT_FILE] of the medium
/// @param boot how it is started from a disk
public record GrubBoot(Image bootFile, BiosBoot boot) {

    /// Where the boot file is on a medium.
    public static final String BOOT_FILE = "boot/grub/i386-pc/eltorito.img";

    private static final String PREFIX = "/boot/grub";

    /// Puts it together, once for a base: its compression takes longer than all else that a medium needs.
    ///
    /// @param root where the modules come from
    /// @param identity the digest of the root file system
    public static GrubBoot of(Directory root, Sha256 identity, BuildCache cache) throws IOException {
        GrubFiles files = GrubFiles.inRoot(root);
        Image bootFile = Image.ofFile(cache.get(
                "grub-bios-1",
                identity,
                target -> GrubBiosImage.plan(files, PREFIX, GrubBiosImage.MODULES, Optional.empty())
                        .writeTo(target)));
        return new GrubBoot(
                bootFile,
                new BiosBoot(
                        BOOT_FILE,
                        block -> GrubHybridMbr.plan(files, block)
                                .slice(0, GrubHybridMbr.CODE_BYTES)
                                .toByteArray(GrubHybridMbr.CODE_BYTES)));
    }
}
