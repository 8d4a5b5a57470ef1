package dev.slipway.image.fat;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The boot sector with the BIOS parameter block (specification 1.03, "Boot Sector and BPB"). 512 bytes, little-endian.
/// Where it is FAT32 the table's size stands in another place, and more fields follow.
///
/// @param sectorBytes the size of a sector
/// @param clusterSectors the sectors of a cluster
/// @param reservedSectors the sectors before the first table, this one included
/// @param tables how many copies of the table there are
/// @param rootEntries the length of the root directory, 0 for FAT32
/// @param totalSectors the size of the file system
/// @param tableSectors the size of one table
/// @param hiddenSectors where the partition begins on its disk
/// @param rootCluster the first cluster of the root directory; 0 unless it is FAT32
/// @param volumeId the serial number
/// @param label the label, `NO NAME` where there is none
/// @param fat32 whether it is FAT32
record BootSector(
        int sectorBytes,
        int clusterSectors,
        int reservedSectors,
        int tables,
        int rootEntries,
        long totalSectors,
        long tableSectors,
        long hiddenSectors,
        long rootCluster,
        long volumeId,
        ShortName label,
        boolean fat32) {

    static final int SIZE = 512;
    static final int FS_INFO_SECTOR = 1;
    static final int BACKUP_SECTOR = 6;
    static final ShortName NO_LABEL = ShortName.ofLabel("NO NAME");

    private static final String NAME = "FAT boot sector";
    private static final int SIGNATURE = 0xAA55;
    private static final int SIGNATURE_OFFSET = 510;
    private static final int SECTOR_BYTES_MAX = 4096;
    private static final int CLUSTER_SECTORS_MAX = 128;
    private static final int TABLES_MAX = 4;
    private static final int UINT16_MAX = 0xFFFF;
    /// The name of the system that Microsoft recommends: some drivers look at it.
    private static final String OEM_NAME = "MSWIN4.1";

    private static final int MEDIA_FIXED = 0xF8;
    private static final int DRIVE_FIXED = 0x80;
    private static final int EXTENDED_SIGNATURE = 0x29;
    private static final int SECTORS_PER_TRACK = 63;
    private static final int HEADS = 255;
    /// `int 0x18` and a loop: tells the BIOS that there is nothing to boot here.
    private static final byte[] BOOT_CODE = {(byte) 0xCD, 0x18, (byte) 0xEB, (byte) 0xFE};

    long rootSectors() {
        return Math.ceilDiv((long) rootEntries * DirectoryEntry.SIZE, sectorBytes);
    }

    long rootStartSector() {
        return reservedSectors + tables * tableSectors;
    }

    long dataStartSector() {
        return rootStartSector() + rootSectors();
    }

    int clusterBytes() {
        return clusterSectors * sectorBytes;
    }

    long clusters() {
        return (totalSectors - dataStartSector()) / clusterSectors;
    }

    /// The type, which follows from the layout and the number of clusters.
    FatType type() {
        return fat32 ? FatType.FAT32 : FatType.ofSmall(clusters());
    }

    /// Puts one sector.
    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) 0xEB).put((byte) (fat32 ? 0x58 : 0x3C)).put((byte) 0x90);
        out.put(OEM_NAME.getBytes(StandardCharsets.US_ASCII));
        out.putShort((short) sectorBytes).put((byte) clusterSectors).putShort((short) reservedSectors);
        out.put((byte) tables).putShort((short) rootEntries);
        boolean small = !fat32 && totalSectors <= UINT16_MAX;
        out.putShort((short) (small ? totalSectors : 0)).put((byte) MEDIA_FIXED);
        out.putShort((short) (fat32 ? 0 : tableSectors));
        out.putShort((short) SECTORS_PER_TRACK).putShort((short) HEADS);
        out.putInt((int) hiddenSectors).putInt((int) (small ? 0 : totalSectors));
        if (fat32) {
            out.putInt((int) tableSectors)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt((int) rootCluster);
            out.putShort((short) FS_INFO_SECTOR).putShort((short) BACKUP_SECTOR).put(new byte[12]);
        }
        out.put((byte) DRIVE_FIXED).put((byte) 0).put((byte) EXTENDED_SIGNATURE).putInt((int) volumeId);
        label.encode(out);
        out.put("%-8s".formatted(type()).getBytes(StandardCharsets.US_ASCII));
        out.put(BOOT_CODE);
        out.putShort(start + SIGNATURE_OFFSET, (short) SIGNATURE);
        out.position(start + SIZE);
    }

    static BootSector decode(ByteBuffer in) throws MalformedImageException {
        int signature = Short.toUnsignedInt(in.getShort(SIGNATURE_OFFSET));
        check(signature == SIGNATURE, SIGNATURE_OFFSET, "signature 0xaa55", "0x%04x".formatted(signature));
        int sectorBytes = uint16(in, 11);
        check(isPowerOfTwo(sectorBytes, SIZE, SECTOR_BYTES_MAX), 11, "sectors of 512 to 4096 bytes", sectorBytes);
        int clusterSectors = Byte.toUnsignedInt(in.get(13));
        check(isPowerOfTwo(clusterSectors, 1, CLUSTER_SECTORS_MAX), 13, "clusters of 1 to 128 sectors", clusterSectors);
        int reserved = uint16(in, 14);
        check(reserved > 0, 14, "reserved sectors", 0);
        int tables = Byte.toUnsignedInt(in.get(16));
        check(tables >= 1 && tables <= TABLES_MAX, 16, "1 to 4 tables", tables);
        int rootEntries = uint16(in, 17);
        long total = uint16(in, 19) != 0 ? uint16(in, 19) : uint32(in, 32);
        boolean fat32 = uint16(in, 22) == 0;
        check(fat32 == (rootEntries == 0), 17, fat32 ? "no root entries on FAT32" : "root entries", rootEntries);
        long tableSectors = fat32 ? uint32(in, 36) : uint16(in, 22);
        int extended = fat32 ? 66 : 38;
        boolean hasLabel = Byte.toUnsignedInt(in.get(extended)) == EXTENDED_SIGNATURE;
        BootSector sector = new BootSector(
                sectorBytes,
                clusterSectors,
                reserved,
                tables,
                rootEntries,
                total,
                tableSectors,
                uint32(in, 28),
                fat32 ? uint32(in, 44) : 0,
                hasLabel ? uint32(in, extended + 1) : 0,
                hasLabel ? ShortName.decode(in.duplicate().position(extended + 5)) : NO_LABEL,
                fat32);
        sector.checkGeometry();
        return sector;
    }

    private void checkGeometry() throws MalformedImageException {
        check(totalSectors > dataStartSector(), 32, "more than %d sectors".formatted(dataStartSector()), totalSectors);
        long clusters = clusters();
        check(clusters > 0 && clusters <= 0x0FFF_FFF5, 32, "1 to 268435445 clusters", clusters);
        long needed = Math.ceilDiv(Math.ceilDiv((clusters + 2) * type().entryBits(), 8), (long) sectorBytes);
        check(
                tableSectors >= needed,
                fat32 ? 36 : 22,
                "a table of %d sectors for %d clusters".formatted(needed, clusters),
                tableSectors);
    }

    private static void check(boolean right, int offset, String expected, Object found) throws MalformedImageException {
        if (!right) {
            throw new MalformedImageException(NAME, offset, "expected %s, found %s".formatted(expected, found));
        }
    }

    private static boolean isPowerOfTwo(int value, int min, int max) {
        return value >= min && value <= max && Integer.bitCount(value) == 1;
    }

    private static int uint16(ByteBuffer in, int offset) {
        return Short.toUnsignedInt(in.getShort(offset));
    }

    private static long uint32(ByteBuffer in, int offset) {
        return Integer.toUnsignedLong(in.getInt(offset));
    }
}
