package dev.slipway.image.squashfs;

/// Where something lies within a table of metadata blocks.
///
/// @param block where the compressed metadata block begins, in bytes from the start of the table; 48 bits
/// @param offset where the thing begins in the plain content of that block, below 8 KiB
record MetadataReference(long block, int offset) {

    static final int OFFSET_BITS = 16;

    MetadataReference {
        if (block < 0 || block >>> 48 != 0 || offset < 0 || offset >= MetadataWriter.BLOCK_BYTES) {
            throw new IllegalArgumentException("metadata reference %d:%d".formatted(block, offset));
        }
    }

    /// The form on the disk: the block in the upper 48 bits, the offset in the lower 16.
    long packed() {
        return block << OFFSET_BITS | offset;
    }
}
