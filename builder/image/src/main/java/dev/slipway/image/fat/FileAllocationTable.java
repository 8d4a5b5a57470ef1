package dev.slipway.image.fat;

import dev.slipway.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Makes the table (specification 1.03, "FAT Data Structure"): for each cluster the number of the next one. What is
/// free are zeros, which take no memory.
final class FileAllocationTable {

    private final FatType type;
    private final ByteBuffer bytes;

    private FileAllocationTable(FatType type, long entries) {
        this.type = type;
        bytes = ByteBuffer.wrap(new byte[Math.toIntExact(Math.ceilDiv(entries * type.entryBits(), 8))])
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The table of a file system whose clusters are used by runs, one behind the other.
    ///
    /// @param runs the length of each run in clusters, at least 1
    static Image of(FatGeometry geometry, List<Long> runs) {
        FatType type = geometry.type();
        long used = runs.stream().mapToLong(Long::longValue).sum();
        FileAllocationTable table = new FileAllocationTable(type, FatLayout.FIRST_CLUSTER + used);
        // The first two entries belong to no cluster: the media byte, and all bits set for a clean file system.
        table.put(0, (type.endOfChain() & ~0xFF) | 0xF8);
        table.put(1, type.endOfChain());
        int cluster = FatLayout.FIRST_CLUSTER;
        for (long run : runs) {
            for (long left = run - 1; left > 0; left--) {
                table.put(cluster, cluster + 1);
                cluster++;
            }
            table.put(cluster++, type.endOfChain());
        }
        Image image = Image.ofBytes(table.bytes.array());
        return image.then(Image.zeros(geometry.tableSectors() * BootSector.SIZE - image.size()));
    }

    private void put(int cluster, int value) {
        switch (type) {
            case FAT12 -> {
                // Three bytes hold two entries.
                int at = cluster * 3 / 2;
                int shift = (cluster & 1) * 4;
                or(at, value << shift);
                or(at + 1, (value << shift) >> 8);
            }
            case FAT16 -> bytes.putShort(2 * cluster, (short) value);
            case FAT32 -> bytes.putInt(4 * cluster, value);
        }
    }

    private void or(int at, int bits) {
        bytes.put(at, (byte) (bytes.get(at) | bits));
    }
}
