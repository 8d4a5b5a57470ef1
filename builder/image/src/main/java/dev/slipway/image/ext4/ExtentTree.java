package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Where the blocks of a file lie: planned from runs, with its root in the inode and nodes in blocks of their own
/// where there are more than four extents.
final class ExtentTree {

    private static final int ROOT_ENTRIES = ExtentHeader.capacityOf(Inode.BLOCK_BYTES);
    /// The four bytes that are left in a block are the checksum.
    private static final int NODE_ENTRIES = ExtentHeader.capacityOf(Ext4Geometry.BLOCK_BYTES);
    private static final int CHECKSUM_OFFSET = ExtentHeader.SIZE * (NODE_ENTRIES + 1);

    private final List<FileExtent> extents;
    private final List<List<Long>> levels;

    private ExtentTree(List<FileExtent> extents, List<List<Long>> levels) {
        this.extents = extents;
        this.levels = levels;
    }

    /// Plans the tree of a file.
    ///
    /// @param runs its blocks
    /// @param writtenBlocks how many of them hold content: what lies behind is only set aside
    /// @param allocator gives the blocks of nodes
    static ExtentTree plan(List<BlockRun> runs, long writtenBlocks, BlockAllocator allocator) {
        List<FileExtent> extents = extents(runs, writtenBlocks);
        List<List<Long>> levels = new ArrayList<>();
        for (int below = extents.size();
                below > ROOT_ENTRIES;
                below = levels.getLast().size()) {
            List<Long> nodes = new ArrayList<>();
            for (BlockRun run : allocator.take(Math.ceilDiv(below, NODE_ENTRIES))) {
                for (long block = run.start(); block < run.end(); block++) {
                    nodes.add(block);
                }
            }
            levels.add(nodes);
        }
        return new ExtentTree(extents, levels);
    }

    private static List<FileExtent> extents(List<BlockRun> runs, long writtenBlocks) {
        List<FileExtent> extents = new ArrayList<>();
        long logical = 0;
        for (BlockRun run : runs) {
            for (long done = 0; done < run.length(); ) {
                boolean written = logical < writtenBlocks;
                long left = run.length() - done;
                int length = (int)
                        (written
                                ? Math.min(Math.min(left, writtenBlocks - logical), FileExtent.WRITTEN_MAX)
                                : Math.min(left, FileExtent.UNWRITTEN_MAX));
                extents.add(new FileExtent(logical, length, written, run.start() + done));
                logical += length;
                done += length;
            }
        }
        return extents;
    }

    /// Whether it lies in the inode alone.
    boolean inInode() {
        return levels.isEmpty();
    }

    /// How many blocks its nodes take.
    long nodeBlocks() {
        return levels.stream().mapToLong(List::size).sum();
    }

    /// The part in the inode: 60 bytes.
    byte[] root() {
        ByteBuffer out = ByteBuffer.allocate(Inode.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int depth = levels.size();
        encode(out, depth, ROOT_ENTRIES, 0, entriesAt(depth));
        return out.array();
    }

    /// The nodes by their blocks.
    SortedMap<Long, Image> nodes(UUID uuid, long inode) {
        SortedMap<Long, Image> nodes = new TreeMap<>();
        for (int depth = 0; depth < levels.size(); depth++) {
            List<Long> blocks = levels.get(depth);
            for (int i = 0; i < blocks.size(); i++) {
                int from = i * NODE_ENTRIES;
                int to = Math.min(entriesAt(depth), from + NODE_ENTRIES);
                byte[] bytes = new byte[Ext4Geometry.BLOCK_BYTES];
                ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                encode(out, depth, NODE_ENTRIES, from, to);
                int checksum =
                        Checksum.of(uuid, inode).with(bytes, 0, CHECKSUM_OFFSET).value();
                out.putInt(CHECKSUM_OFFSET, checksum);
                nodes.put(blocks.get(i), Image.ofBytes(bytes));
            }
        }
        return nodes;
    }

    private int entriesAt(int depth) {
        return depth == 0 ? extents.size() : levels.get(depth - 1).size();
    }

    private void encode(ByteBuffer out, int depth, int capacity, int from, int to) {
        new ExtentHeader(to - from, capacity, depth).encode(out);
        for (int i = from; i < to; i++) {
            if (depth == 0) {
                extents.get(i).encode(out);
            } else {
                new ExtentIndex(firstLogical(depth, i), levels.get(depth - 1).get(i)).encode(out);
            }
        }
    }

    /// The first block that entry `i` at this depth tells of.
    private long firstLogical(int depth, int i) {
        long first = i;
        for (int level = 0; level < depth; level++) {
            first *= NODE_ENTRIES;
        }
        return extents.get((int) first).logical();
    }
}
