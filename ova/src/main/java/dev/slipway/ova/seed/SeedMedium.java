package dev.slipway.ova.seed;

/// What a seed is written as.
public enum SeedMedium {
    /// For a drive for CDs: ISO 9660 with Rock Ridge and Joliet.
    ISO,
    /// For a stick or a disk: a file system of type FAT without a partition table.
    FAT
}
