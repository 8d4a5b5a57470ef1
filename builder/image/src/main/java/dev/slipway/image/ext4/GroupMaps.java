package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// The maps of used blocks and inodes, and the descriptors that count them. Maps of groups that hold nothing but
/// copies of the superblock, and no inode, are not on the disk: whoever needs them works them out.
final class GroupMaps {

    private final Ext4Geometry geometry;
    private final UUID uuid;
    private final long usedInodes;
    private final int[] usedBlocks;
    private final int[] directories;
    private final byte[][] blockMaps;
    private final SortedMap<Long, Image> bitmaps = new TreeMap<>();
    private final ByteBuffer descriptors;
    private long freeBlocks;

    private GroupMaps(Ext4Geometry geometry, UUID uuid, InodePlan plan) {
        this.geometry = geometry;
        this.uuid = uuid;
        usedInodes = plan.usedInodes();
        usedBlocks = new int[geometry.groups()];
        blockMaps = new byte[geometry.groups()][];
        directories = new int[geometry.groups()];
        descriptors = ByteBuffer.allocate(geometry.descriptorBlocks() * Ext4Geometry.BLOCK_BYTES);
        for (PlannedInode inode : plan.inodes()) {
            if (inode.directory() != null) {
                directories[(int) ((inode.number() - 1) / geometry.inodesPerGroup())]++;
            }
        }
    }

    static GroupMaps of(Ext4Geometry geometry, UUID uuid, InodePlan plan) {
        GroupMaps maps = new GroupMaps(geometry, uuid, plan);
        plan.usedBlocks().forEach(maps::mark);
        for (int group = 0; group < geometry.groups(); group++) {
            maps.describe(group);
        }
        return maps;
    }

    /// The maps that are on the disk, by their blocks.
    SortedMap<Long, Image> bitmaps() {
        return bitmaps;
    }

    /// The descriptors of all groups, in whole blocks.
    byte[] descriptors() {
        return descriptors.array();
    }

    /// How many blocks are free.
    long freeBlocks() {
        return freeBlocks;
    }

    private void mark(BlockRun run) {
        long block = run.start();
        while (block < run.end()) {
            int group = geometry.groupOf(block);
            long start = geometry.start(group);
            long end = Math.min(run.end(), start + Ext4Geometry.GROUP_BLOCKS);
            byte[] known = blockMaps[group];
            byte[] map = known == null ? new byte[Ext4Geometry.BLOCK_BYTES] : known;
            blockMaps[group] = map;
            usedBlocks[group] += (int) (end - block);
            set(map, (int) (block - start), (int) (end - start));
            block = end;
        }
    }

    private void describe(int group) {
        int freeInGroup = geometry.blocksOf(group) - usedBlocks[group];
        freeBlocks += freeInGroup;
        int perGroup = geometry.inodesPerGroup();
        int inodes = Math.clamp(usedInodes - (long) group * perGroup, 0, perGroup);
        boolean hasBlockMap = hasBlockMap(group);
        int flags = GroupDescriptor.INODE_ZEROED
                | (hasBlockMap ? 0 : GroupDescriptor.BLOCK_UNINIT)
                | (inodes > 0 ? 0 : GroupDescriptor.INODE_UNINIT);
        GroupDescriptor descriptor = new GroupDescriptor(
                geometry.blockBitmap(group),
                geometry.inodeBitmap(group),
                geometry.inodeTable(group),
                freeInGroup,
                perGroup - inodes,
                directories[group],
                flags,
                hasBlockMap ? putBlockMap(group) : 0,
                inodes > 0 ? putInodeMap(group, inodes) : 0,
                perGroup - inodes);
        descriptors.put(descriptor.encode(uuid, group));
    }

    /// Nobody works out the last one, as its group may be shorter.
    private boolean hasBlockMap(int group) {
        int known = geometry.hasBackup(group) ? geometry.backupBlocks() : 0;
        return group == geometry.groups() - 1 || usedBlocks[group] != known;
    }

    private int putBlockMap(int group) {
        byte[] known = blockMaps[group];
        byte[] map = known == null ? new byte[Ext4Geometry.BLOCK_BYTES] : known;
        set(map, geometry.blocksOf(group), Ext4Geometry.GROUP_BLOCKS);
        bitmaps.put(geometry.blockBitmap(group), Image.ofBytes(map));
        return Checksum.of(uuid).with(map, 0, map.length).value();
    }

    private int putInodeMap(int group, int inodes) {
        byte[] map = new byte[Ext4Geometry.BLOCK_BYTES];
        set(map, 0, inodes);
        set(map, geometry.inodesPerGroup(), 8 * Ext4Geometry.BLOCK_BYTES);
        bitmaps.put(geometry.inodeBitmap(group), Image.ofBytes(map));
        return Checksum.of(uuid).with(map, 0, geometry.inodesPerGroup() / 8).value();
    }

    /// Sets the bits from one place up to another.
    private static void set(byte[] map, int from, int to) {
        int bit = from;
        while (bit < to && bit % 8 != 0) {
            map[bit / 8] |= (byte) (1 << bit % 8);
            bit++;
        }
        if (to - bit >= 8) {
            Arrays.fill(map, bit / 8, to / 8, (byte) 0xFF);
            bit = to / 8 * 8;
        }
        for (; bit < to; bit++) {
            map[bit / 8] |= (byte) (1 << bit % 8);
        }
    }
}
