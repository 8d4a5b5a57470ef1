package dev.slipway.image.ext4;

import java.util.ArrayList;
import java.util.List;

/// Hands out blocks from the front of the file system to its end, around what is reserved: what is in use in the
/// end is everything before some block, and what is reserved behind it.
final class BlockAllocator {

    private final Ext4Geometry geometry;
    private final List<BlockRun> reserved;
    private int nextReserved;
    private long next;

    BlockAllocator(Ext4Geometry geometry) {
        this.geometry = geometry;
        reserved = geometry.reserved();
    }

    /// Takes so many blocks, in as few runs as can be.
    ///
    /// @throws UnsupportedOnExt4Exception where there are not so many
    List<BlockRun> take(long count) {
        List<BlockRun> runs = new ArrayList<>();
        long left = count;
        while (left > 0) {
            skipReserved();
            long end =
                    nextReserved < reserved.size() ? reserved.get(nextReserved).start() : geometry.blocks();
            if (next >= geometry.blocks()) {
                throw new UnsupportedOnExt4Exception(
                        "",
                        "the files need more room than a file system of %d bytes has: at least %d bytes more"
                                .formatted(
                                        geometry.blocks() << Ext4Geometry.BLOCK_BITS, left << Ext4Geometry.BLOCK_BITS));
            }
            long length = Math.min(left, end - next);
            runs.add(new BlockRun(next, length));
            next += length;
            left -= length;
        }
        return runs;
    }

    private void skipReserved() {
        while (nextReserved < reserved.size() && reserved.get(nextReserved).start() <= next) {
            next = Math.max(next, reserved.get(nextReserved).end());
            nextReserved++;
        }
    }

    /// Everything that is in use, in order.
    List<BlockRun> used() {
        skipReserved();
        List<BlockRun> used = new ArrayList<>();
        used.add(new BlockRun(0, next));
        used.addAll(reserved.subList(nextReserved, reserved.size()));
        return used;
    }
}
