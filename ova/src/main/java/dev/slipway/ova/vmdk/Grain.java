package dev.slipway.ova.vmdk;

/// Sizes of the files that are written: those of VMware's own tools, which others take for granted.
final class Grain {

    static final int SECTORS = 128;
    static final int BYTES = SECTORS * SparseExtentHeader.SECTOR_BYTES;

    /// Entries of a grain table: each describes 32 MiB.
    static final int TABLE_ENTRIES = 512;

    static final int TABLE_BYTES = TABLE_ENTRIES * Integer.BYTES;

    /// What lies before the first grain: header, descriptor and room.
    static final int OVERHEAD_SECTORS = 128;

    /// Places are unsigned numbers of sectors, of 32 bits.
    static final long FILE_SECTORS_MAX = (1L << 32) - 1;

    private Grain() {}

    /// The bytes of a file up to the next sector.
    static long padded(long bytes) {
        return Math.ceilDiv(bytes, (long) SparseExtentHeader.SECTOR_BYTES) * SparseExtentHeader.SECTOR_BYTES;
    }
}
