package dev.slipway.image.fat;

import java.nio.ByteBuffer;

/// FSInfo of FAT32 (specification 1.03, "FAT32 FSInfo Sector Structure"): a hint, so it is written and never read.
///
/// @param freeClusters how many clusters are free
/// @param nextFree where to look for one
record FsInfo(long freeClusters, long nextFree) {

    static final int SIZE = 512;

    private static final int LEAD_SIGNATURE = 0x41615252;
    private static final int STRUCTURE_SIGNATURE = 0x61417272;
    private static final int TRAIL_SIGNATURE = 0xAA550000;

    /// Puts one sector.
    void encode(ByteBuffer out) {
        int start = out.position();
        out.putInt(start, LEAD_SIGNATURE).putInt(start + 484, STRUCTURE_SIGNATURE);
        out.putInt(start + 488, (int) freeClusters).putInt(start + 492, (int) nextFree);
        out.putInt(start + 508, TRAIL_SIGNATURE);
        out.position(start + SIZE);
    }
}
