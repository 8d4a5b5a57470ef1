package dev.slipway.image.qcow2;

import dev.slipway.image.MalformedImageException;

/// What an entry of a level 2 table says of a cluster of the disk (qcow2 image file format, "Cluster mapping").
sealed interface Cluster {

    /// Zeros, said or left out.
    record Zeros() implements Cluster {}

    /// A cluster of the file.
    ///
    /// @param offset where it begins, in bytes
    record Plain(long offset) implements Cluster {}

    /// A compressed cluster.
    ///
    /// @param offset where it begins, in bytes
    /// @param length how far it reaches at most: its end is told by itself
    record Compressed(long offset, int length) implements Cluster {}

    /// The cluster that nobody wrote.
    Cluster ZEROS = new Zeros();

    /// Bits 9 to 55.
    long OFFSET = 0x00FF_FFFF_FFFF_FE00L;

    /// Bit 63: whether there is one reference only. Of no matter here.
    long COPIED = 1L << 63;

    long COMPRESSED = 1L << 62;
    long ZERO = 1;
    int SECTOR_BYTES = 512;

    /// Bits of an entry where the length of compressed data begins.
    private static int lengthShift(int clusterBits) {
        return 62 - (clusterBits - 8);
    }

    /// Reads an entry.
    ///
    /// @param at where the entry lies in the file, in bytes, for messages
    static Cluster decode(long entry, Qcow2Header header, long at) throws MalformedImageException {
        if ((entry & COMPRESSED) != 0) {
            int shift = lengthShift(header.clusterBits());
            long offset = entry & (1L << shift) - 1;
            int sectors = (int) ((entry & COMPRESSED - 1) >>> shift) + 1;
            return new Compressed(offset, sectors * SECTOR_BYTES - (int) (offset % SECTOR_BYTES));
        }
        boolean zero = header.version() > 2 && (entry & ZERO) != 0;
        if ((entry & ~(OFFSET | COPIED | ZERO)) != 0) {
            throw new MalformedImageException(
                    "qcow2 level 2 table", at, "an entry of %016x has bits that are not known".formatted(entry));
        }
        long offset = entry & OFFSET;
        if (offset % header.clusterBytes() != 0) {
            throw new MalformedImageException(
                    "qcow2 level 2 table", at, "a cluster at byte %d, within another".formatted(offset));
        }
        return zero || offset == 0 ? ZEROS : new Plain(offset);
    }
}
