package dev.slipway.image.squashfs;

/// The size of a data block on the disk, in the 32 bits that the block list of a file and the fragment table hold: the
/// number of bytes, with a bit above for a block that is not compressed. No bytes at all: a hole, full of zeros.
final class BlockSize {

    static final int HOLE = 0;

    private static final int UNCOMPRESSED = 1 << 24;

    private BlockSize() {}

    static int of(int bytes, boolean compressed) {
        return compressed ? bytes : bytes | UNCOMPRESSED;
    }

    static int bytes(int size) {
        return size & UNCOMPRESSED - 1;
    }

    static boolean isCompressed(int size) {
        return (size & UNCOMPRESSED) == 0;
    }
}
