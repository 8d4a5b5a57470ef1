package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a boot file is told of its own place: ISOLINUX's boot information table, 56 bytes at offset 8 (volume
/// descriptor, file, length, checksum, each 32 bits little-endian, and 40 reserved bytes), and the 64-bit sector
/// number at offset 2548 where GRUB's `cdboot` goes on reading.
final class BootInfo {

    static final int TABLE_AT = 8;
    static final int TABLE_BYTES = 56;
    static final int GRUB2_AT = 2548;
    static final int GRUB2_BYTES = 8;
    /// GRUB's image begins with a block of its own; the number is that of the sector of 512 bytes behind the first
    /// five.
    private static final int GRUB2_SECTORS = 5;

    /// The checksum covers what follows the table.
    private static final int CHECKSUM_FROM = TABLE_AT + TABLE_BYTES;

    private static final int CHUNK_BYTES = 1 << 16;

    private BootInfo() {}

    /// The boot file with the GRUB2 sector number written into it.
    static Image withGrub2(Image file, long block) {
        requireSize(file, GRUB2_AT + GRUB2_BYTES, "GRUB2 boot information");
        return file.overlay(GRUB2_AT, Image.ofBytes(grub2(block)));
    }

    /// The boot file with the boot information table written into it.
    static Image withTable(Image file, long block) throws IOException {
        requireSize(file, CHECKSUM_FROM, "a boot information table");
        byte[] bytes = new byte[TABLE_BYTES];
        ByteBuffer table = BothOrders.wrap(bytes);
        table.putInt(Blocks.SYSTEM_AREA_BLOCKS).putInt((int) block);
        table.putInt((int) file.size()).putInt(checksum(file));
        return file.overlay(TABLE_AT, Image.ofBytes(bytes));
    }

    private static void requireSize(Image file, int bytes, String what) {
        if (file.size() < bytes) {
            throw new IllegalArgumentException("a boot file of %d bytes has no room for %s, which ends at byte %d"
                    .formatted(file.size(), what, bytes));
        }
    }

    static byte[] grub2(long block) {
        byte[] bytes = new byte[GRUB2_BYTES];
        BothOrders.wrap(bytes).putLong(block * 4 + GRUB2_SECTORS);
        return bytes;
    }

    /// The sum of the little-endian words behind the table; the last one is filled up with zeros.
    static int checksum(Image file) throws IOException {
        int sum = 0;
        Image rest = file.slice(CHECKSUM_FROM, file.size() - CHECKSUM_FROM).padTo(Integer.BYTES);
        try (ImageReader reader = ImageReader.of(rest)) {
            for (long at = 0; at < rest.size(); at += CHUNK_BYTES) {
                ByteBuffer chunk = reader.read("boot file", at, (int) Math.min(CHUNK_BYTES, rest.size() - at));
                while (chunk.hasRemaining()) {
                    sum += chunk.getInt();
                }
            }
        }
        return sum;
    }
}
