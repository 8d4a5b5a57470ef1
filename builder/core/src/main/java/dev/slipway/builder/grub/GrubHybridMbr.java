package dev.slipway.builder.grub;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The first sector of a medium that starts [GrubBiosImage] from a disk: `boot_hybrid.img` with the place of the image.
public final class GrubHybridMbr {

    /// How much of the sector is the boot program; disk signature and partition table follow.
    public static final int CODE_BYTES = 440;

    private static final int SECTOR_BYTES = 512;
    private static final int FIRST_SECTOR = 0x1B0;
    private static final int SECTORS_IN_BLOCK = 4;

    /// `cdboot.img` comes first in the image, and is passed over.
    private static final int CDBOOT_SECTORS = 4;

    private GrubHybridMbr() {}

    /// The sector, without partitions.
    ///
    /// @param bootImageBlock where the boot image begins, in blocks of 2048 bytes
    public static Image plan(GrubFiles files, long bootImageBlock) throws IOException {
        byte[] sector = files.read("boot_hybrid.img");
        if (sector.length != SECTOR_BYTES) {
            throw new MalformedImageException(
                    "boot_hybrid.img", 0, "expected %d bytes, found %d".formatted(SECTOR_BYTES, sector.length));
        }
        if (bootImageBlock < 0 || bootImageBlock > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("boot image at block " + bootImageBlock);
        }
        return Image.ofBytes(ByteBuffer.wrap(sector)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(FIRST_SECTOR, bootImageBlock * SECTORS_IN_BLOCK + CDBOOT_SECTORS)
                .array());
    }
}
