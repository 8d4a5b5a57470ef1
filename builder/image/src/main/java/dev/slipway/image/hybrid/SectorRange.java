package dev.slipway.image.hybrid;

import dev.slipway.image.Image;

/// A run of sectors of 512 bytes.
public record SectorRange(long first, long count) {

    static final long SECTOR_BYTES = 512;
    private static final long SECTORS_PER_BLOCK = 4;

    public SectorRange {
        if (first < 0 || count <= 0) {
            throw new IllegalArgumentException("%d sectors from %d on".formatted(count, first));
        }
    }

    static SectorRange ofBlocks(long first, long count) {
        return new SectorRange(first * SECTORS_PER_BLOCK, count * SECTORS_PER_BLOCK);
    }

    static SectorRange ofBytes(long offset, long length) {
        return new SectorRange(offset / SECTOR_BYTES, Math.ceilDiv(length, SECTOR_BYTES));
    }

    /// The last sector of the run.
    public long last() {
        return first + count - 1;
    }

    /// Where the run begins, in bytes.
    public long offset() {
        return first * SECTOR_BYTES;
    }

    /// The bytes of the run in an image.
    public Image of(Image image) {
        return image.slice(offset(), count * SECTOR_BYTES);
    }

    /// Whether the two have a sector in common.
    public boolean overlaps(SectorRange other) {
        return first <= other.last() && other.first <= last();
    }
}
