package dev.slipway.image.ext4;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where the maps and tables of all groups lie; follows from the options alone. Those of 16 groups lie together,
/// at the beginning of the first of them (chapter "Flexible Block Groups").
final class Ext4Geometry {

    static final int BLOCK_BITS = 12;
    static final int BLOCK_BYTES = 1 << BLOCK_BITS;
    static final int GROUP_BLOCKS = 8 * BLOCK_BYTES;
    static final int FLEX_BITS = 4;
    static final int INODES_PER_BLOCK = BLOCK_BYTES / Inode.SIZE;

    private static final int FLEX_GROUPS = 1 << FLEX_BITS;
    private static final int DESCRIPTORS_PER_BLOCK = BLOCK_BYTES / GroupDescriptor.SIZE;
    /// A last group with less room than this for data is left out, as mke2fs does.
    private static final int LAST_GROUP_DATA_MIN = 50;

    private final long blocks;
    private final int groups;
    private final int tableBlocks;
    private final long[] blockBitmaps;
    private final long[] inodeBitmaps;
    private final long[] inodeTables;
    private final List<BlockRun> reserved = new ArrayList<>();

    private Ext4Geometry(long blocks, long bytesPerInode) {
        this.blocks = blocks;
        groups = Math.toIntExact(Math.ceilDiv(blocks, GROUP_BLOCKS));
        tableBlocks = tableBlocks(blocks, groups, bytesPerInode);
        blockBitmaps = new long[groups];
        inodeBitmaps = new long[groups];
        inodeTables = new long[groups];
        for (int group = 0; group < groups; group++) {
            if (hasBackup(group)) {
                reserved.add(new BlockRun(start(group), backupBlocks()));
            }
        }
    }

    static Ext4Geometry of(Ext4Options options) {
        long blocks = options.sizeBytes() >> BLOCK_BITS;
        Ext4Geometry whole = new Ext4Geometry(blocks, options.bytesPerInode());
        long last = blocks % GROUP_BLOCKS;
        if (last != 0 && whole.groups > 1 && last < whole.overhead(whole.groups - 1) + LAST_GROUP_DATA_MIN) {
            whole = new Ext4Geometry(blocks - last, options.bytesPerInode());
        }
        whole.place();
        return whole;
    }

    private static int tableBlocks(long blocks, int groups, long bytesPerInode) {
        long inodes = Math.ceilDiv((blocks << BLOCK_BITS) / bytesPerInode, groups);
        long perGroup = Math.clamp(inodes, INODES_PER_BLOCK, GROUP_BLOCKS);
        return Math.toIntExact(Math.ceilDiv(perGroup, INODES_PER_BLOCK));
    }

    private long overhead(int group) {
        return (hasBackup(group) ? backupBlocks() : 0L) + 2 + tableBlocks;
    }

    private void place() {
        List<BlockRun> placed = new ArrayList<>();
        for (int first = 0; first < groups; first += FLEX_GROUPS) {
            int end = Math.min(groups, first + FLEX_GROUPS);
            long from = start(first);
            long next = from;
            for (int group = first; group < end; group++) {
                blockBitmaps[group] = free(next, 1);
                next = blockBitmaps[group] + 1;
            }
            for (int group = first; group < end; group++) {
                inodeBitmaps[group] = free(next, 1);
                next = inodeBitmaps[group] + 1;
            }
            for (int group = first; group < end; group++) {
                inodeTables[group] = free(next, tableBlocks);
                next = inodeTables[group] + tableBlocks;
                placed.add(new BlockRun(inodeTables[group], tableBlocks));
            }
            for (int group = first; group < end; group++) {
                placed.add(new BlockRun(blockBitmaps[group], 1));
                placed.add(new BlockRun(inodeBitmaps[group], 1));
            }
        }
        reserved.addAll(placed);
        reserved.sort(Comparator.comparingLong(BlockRun::start));
    }

    /// The first place from `next` on where so many blocks lie between the copies of the superblock.
    private long free(long next, int count) {
        long found = next;
        for (int group = groupOf(found); group <= groupOf(found + count - 1); group++) {
            long backupEnd = start(group) + backupBlocks();
            if (hasBackup(group) && found < backupEnd && found + count > start(group)) {
                found = backupEnd;
            }
        }
        return found;
    }

    long blocks() {
        return blocks;
    }

    int groups() {
        return groups;
    }

    int inodesPerGroup() {
        return tableBlocks * INODES_PER_BLOCK;
    }

    long inodes() {
        return (long) groups * inodesPerGroup();
    }

    /// How many blocks the descriptors of all groups take.
    int descriptorBlocks() {
        return Math.ceilDiv(groups, DESCRIPTORS_PER_BLOCK);
    }

    /// How many blocks a superblock takes with the descriptors behind it.
    int backupBlocks() {
        return 1 + descriptorBlocks();
    }

    boolean hasBackup(int group) {
        return Features.isSparse(group);
    }

    long start(int group) {
        return (long) group * GROUP_BLOCKS;
    }

    /// How many blocks a group has: the last one may have fewer.
    int blocksOf(int group) {
        return (int) Math.min(GROUP_BLOCKS, blocks - start(group));
    }

    int groupOf(long block) {
        return (int) (block / GROUP_BLOCKS);
    }

    long blockBitmap(int group) {
        return blockBitmaps[group];
    }

    long inodeBitmap(int group) {
        return inodeBitmaps[group];
    }

    long inodeTable(int group) {
        return inodeTables[group];
    }

    /// Everything that holds no data, in order.
    List<BlockRun> reserved() {
        return List.copyOf(reserved);
    }

    /// How long the journal of such a file system is, in blocks: as mke2fs has it.
    int journalBlocks() {
        if (blocks < 32_768) {
            return 1024;
        } else if (blocks < 256 * 1024) {
            return 4096;
        } else if (blocks < 512 * 1024) {
            return 8192;
        } else if (blocks < 4096 * 1024) {
            return 16_384;
        } else if (blocks < 8192 * 1024) {
            return 32_768;
        } else if (blocks < 16_384 * 1024) {
            return 65_536;
        }
        return blocks < 32_768 * 1024 ? 131_072 : 262_144;
    }
}
