package dev.slipway.image.fat;

/// The three widths of a table entry. Which one a file system has follows from its number of clusters alone, and
/// programs disagree by a few around the two boundaries (4085 and 65525), so what we make stays 16 clusters away from
/// them, as Microsoft recommends.
public enum FatType {
    FAT12(12, 1, 4085 - 17, 0xFFF),
    FAT16(16, 4085 + 16, 65525 - 17, 0xFFFF),
    FAT32(32, 65525 + 16, 0x0FFF_FFF5 - 17, 0x0FFF_FFFF);

    private final int entryBits;
    private final int clustersMin;
    private final int clustersMax;
    private final int endOfChain;

    FatType(int entryBits, int clustersMin, int clustersMax, int endOfChain) {
        this.entryBits = entryBits;
        this.clustersMin = clustersMin;
        this.clustersMax = clustersMax;
        this.endOfChain = endOfChain;
    }

    int entryBits() {
        return entryBits;
    }

    /// The fewest clusters that we give a file system of this type.
    int clustersMin() {
        return clustersMin;
    }

    /// The most clusters that we give a file system of this type.
    int clustersMax() {
        return clustersMax;
    }

    /// What stands in the table for the last cluster of a chain. The seven values below mean the same.
    int endOfChain() {
        return endOfChain;
    }

    boolean isEndOfChain(int entry) {
        return entry >= endOfChain - 7;
    }

    /// The sectors that one table needs for this many clusters.
    long tableSectors(long clusters) {
        long bytes = Math.ceilDiv((clusters + 2) * entryBits, 8);
        return Math.ceilDiv(bytes, BootSector.SIZE);
    }

    /// The type of a file system that is not FAT32 by the layout of its boot sector.
    static FatType ofSmall(long clusters) {
        return clusters < 4085 ? FAT12 : FAT16;
    }
}
