package dev.slipway.image.iso9660;

import dev.slipway.image.Image;

/// A part of a planned image that lies in one piece.
///
/// @param block where it begins
/// @param content its bytes, a whole number of blocks
public record LayoutRegion(Kind kind, long block, Image content) {

    /// What is in it.
    public enum Kind {
        DESCRIPTORS,
        TABLES,
        BOOT_CATALOG,
        /// The start of a boot file of the base, which is told where it lies.
        BOOT_INFO,
        RESERVED,
        DATA,
        SITE_AREA
    }

    /// Where it begins, in bytes.
    public long offset() {
        return block * Blocks.BLOCK_BYTES;
    }

    /// The block behind it.
    public long endBlock() {
        return block + Blocks.covering(content.size());
    }
}
