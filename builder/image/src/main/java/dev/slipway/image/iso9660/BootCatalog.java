package dev.slipway.image.iso9660;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A boot catalog that was read (El Torito 1.0, chapter 2).
///
/// @param block where it lies
public record BootCatalog(long block, List<Image> images) {

    /// Far more than any image has; firmware looks at a handful.
    private static final int ENTRIES_MAX = 1024;

    private static final String STRUCTURE = "El Torito boot catalog";

    public BootCatalog {
        images = List.copyOf(images);
    }

    /// A boot image of the catalog.
    ///
    /// @param platform the id of the platform, see [BootPlatform#id]
    /// @param bootInfoTable whether it has been told where it lies, in ISOLINUX's table
    /// @param grub2BootInfo whether it has been told where it goes on, in GRUB's place
    public record Image(int platform, BootEntry entry, boolean bootInfoTable, boolean grub2BootInfo) {}

    /// Reads a catalog.
    ///
    /// @param base the byte of the image from which the volume counts
    static BootCatalog read(ImageReader reader, long base, long block) throws IOException {
        long offset = base + block * Blocks.BLOCK_BYTES;
        Cursor cursor = new Cursor(reader, offset);
        int platform = ValidationEntry.decode(cursor.next(), offset).platform();
        List<Image> images = new ArrayList<>();
        images.add(image(platform, BootEntry.decode(cursor.next()), reader, base));
        boolean last = false;
        while (!last) {
            ByteBuffer header = cursor.next();
            int id = Byte.toUnsignedInt(header.get(0));
            if (id != SectionHeader.MORE && id != SectionHeader.LAST) {
                // Most catalogs end without a last header, in zeros.
                break;
            }
            SectionHeader section = SectionHeader.decode(header);
            last = section.last();
            for (int i = 0; i < section.entries(); i++) {
                ByteBuffer entry = cursor.next();
                boolean extended = (entry.get(1) & BootEntry.MORE_EXTENSIONS) != 0;
                images.add(image(section.platform(), BootEntry.decode(entry), reader, base));
                while (extended) {
                    ByteBuffer extension = cursor.next();
                    extended = extension.get(0) == BootEntry.EXTENSION
                            && (extension.get(1) & BootEntry.MORE_EXTENSIONS) != 0;
                }
            }
        }
        return new BootCatalog(block, images);
    }

    private static Image image(int platform, BootEntry entry, ImageReader reader, long base) throws IOException {
        long offset = base + entry.block() * Blocks.BLOCK_BYTES;
        return new Image(platform, entry, hasTable(reader, offset, entry), hasGrub2(reader, offset, entry));
    }

    private static boolean hasTable(ImageReader reader, long offset, BootEntry entry) throws IOException {
        if (offset > reader.size() - BootInfo.TABLE_AT - BootInfo.TABLE_BYTES) {
            return false;
        }
        ByteBuffer table = reader.read("boot information table", offset + BootInfo.TABLE_AT, BootInfo.TABLE_BYTES);
        return table.getInt() == Blocks.SYSTEM_AREA_BLOCKS && Integer.toUnsignedLong(table.getInt()) == entry.block();
    }

    private static boolean hasGrub2(ImageReader reader, long offset, BootEntry entry) throws IOException {
        if (offset > reader.size() - BootInfo.GRUB2_AT - BootInfo.GRUB2_BYTES) {
            return false;
        }
        byte[] found = new byte[BootInfo.GRUB2_BYTES];
        reader.read(offset + BootInfo.GRUB2_AT, found);
        return Arrays.equals(found, BootInfo.grub2(entry.block()));
    }

    /// Walks over the entries, which all have 32 bytes.
    private static final class Cursor {
        private final ImageReader reader;
        private final long start;
        private int entries;

        Cursor(ImageReader reader, long start) {
            this.reader = reader;
            this.start = start;
        }

        ByteBuffer next() throws IOException {
            long offset = start + (long) entries * BootEntry.BYTES;
            if (entries++ >= ENTRIES_MAX) {
                throw new MalformedImageException(STRUCTURE, start, "more than %d entries".formatted(ENTRIES_MAX));
            }
            return reader.read(STRUCTURE, offset, BootEntry.BYTES);
        }
    }
}
