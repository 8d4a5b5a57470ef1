package dev.slipway.image.iso9660;

/// The unit of all addresses (ECMA-119, 6.1 and 6.2): sectors and logical blocks of 2048 bytes, the only size in use.
final class Blocks {

    static final int BLOCK_BYTES = 2048;

    /// The system area that is left to others (ECMA-119, 6.2.1), in blocks.
    static final int SYSTEM_AREA_BLOCKS = 16;

    /// Block numbers have 32 bits.
    static final long BLOCKS_MAX = 0xFFFF_FFFFL;

    private Blocks() {}

    /// How many blocks hold that many bytes.
    static long covering(long bytes) {
        return Math.ceilDiv(bytes, BLOCK_BYTES);
    }

    static long alignUp(long block, long alignment) {
        return Math.ceilDiv(block, alignment) * alignment;
    }
}
