package dev.slipway.image.iso9660;

/// A run of blocks with the bytes of a file, or of one section of it.
///
/// @param block the first block, counted from the start of the image whatever view it was read through
/// @param length the bytes in use
public record IsoExtent(long block, long length) {

    /// The longest file section (ECMA-119, 6.5.1): a whole number of blocks within 32 bits.
    static final long SECTION_BYTES_MAX = 0xFFFF_F800L;

    public IsoExtent {
        if (block < 0 || block > Blocks.BLOCKS_MAX || length < 0) {
            throw new IllegalArgumentException("extent of %d bytes at block %d".formatted(length, block));
        }
    }

    /// Where the bytes begin in the image.
    public long offset() {
        return block * Blocks.BLOCK_BYTES;
    }

    /// The number of blocks, the last of which may be in use in part only.
    public long blocks() {
        return Blocks.covering(length);
    }
}
