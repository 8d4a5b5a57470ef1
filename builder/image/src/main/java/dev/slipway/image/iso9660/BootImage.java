package dev.slipway.image.iso9660;

import static java.util.Objects.requireNonNull;

/// A boot entry that is wanted, without emulation of another medium.
///
/// @param loadSectors how many sectors of 512 bytes the firmware loads, or [#WHOLE]
/// @param bootInfoTable whether the boot file is told where it lies, in the 56 bytes at offset 8 (ISOLINUX and GRUB)
/// @param grub2BootInfo whether the boot file is told where it goes on, in the 8 bytes at offset 2548 (GRUB's `cdboot`)
public record BootImage(
        BootPlatform platform, BootTarget target, int loadSectors, boolean bootInfoTable, boolean grub2BootInfo) {

    /// As many sectors as the target has; 0, which firmware takes for "up to the end", where their number exceeds the
    /// 16 bits of its field.
    public static final int WHOLE = -1;

    public BootImage {
        requireNonNull(platform, "platform is null");
        requireNonNull(target, "target is null");
        if (loadSectors < WHOLE || loadSectors > 0xFFFF) {
            throw new IllegalArgumentException("load sectors %d are not in 0..65535".formatted(loadSectors));
        }
        if ((bootInfoTable || grub2BootInfo) && !(target instanceof BootTarget.InTree)) {
            throw new IllegalArgumentException("only a file of the tree can be told where it lies");
        }
    }

    /// A BIOS boot file such as ISOLINUX or GRUB's `eltorito.img`, with both tables and the customary 4 sectors.
    public static BootImage bios(String path) {
        return new BootImage(BootPlatform.BIOS, new BootTarget.InTree(path), 4, true, true);
    }

    /// A UEFI boot image: an EFI system partition.
    public static BootImage uefi(BootTarget target) {
        return new BootImage(BootPlatform.UEFI, target, WHOLE, false, false);
    }

    /// The number for the entry of a target that is this long.
    int sectors(long bytes) {
        if (loadSectors != WHOLE) {
            return loadSectors;
        }
        long sectors = Math.ceilDiv(bytes, 512);
        return sectors > 0xFFFF ? 0 : (int) sectors;
    }
}
