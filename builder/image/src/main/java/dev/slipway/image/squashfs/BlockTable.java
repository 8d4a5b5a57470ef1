package dev.slipway.image.squashfs;

import java.util.Arrays;

/// Where the data blocks came to lie: complete and read only when all are written.
final class BlockTable {

    private long[] starts = new long[1024];
    private int[] sizes = new int[1024];
    private int count;
    private long end;

    /// @param start where the first block will lie in the image
    BlockTable(long start) {
        end = start;
    }

    /// Appends the next block in order.
    ///
    /// @param size see [BlockSize]
    /// @return where it lies
    long append(int size) {
        if (count == sizes.length) {
            starts = Arrays.copyOf(starts, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
        }
        long start = end;
        starts[count] = start;
        sizes[count++] = size;
        end += BlockSize.bytes(size);
        return start;
    }

    long start(int index) {
        return starts[index];
    }

    /// See [BlockSize].
    int size(int index) {
        return sizes[index];
    }

    /// Where the data ends.
    long end() {
        return end;
    }

    /// How many blocks are appended.
    int count() {
        return count;
    }
}
