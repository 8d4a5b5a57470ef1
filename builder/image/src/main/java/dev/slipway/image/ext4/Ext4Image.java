package dev.slipway.image.ext4;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Plans an ext4 file system from a tree. The contents of files stay what they are, aligned to blocks; only
/// tables, maps and directories are made, in memory, and what is empty is a run of zeros. The same tree and
/// options give the same bytes.
///
/// Metadata of all kinds, directories and files with a capacity lie at the front, then all other files, then the
/// journal. Owners, modes, times and hard links are kept; a tree with extended attributes is refused.
public final class Ext4Image {

    private final Ext4Options options;
    private final Ext4Geometry geometry;
    private final InodePlan plan;
    private final UUID hashSeed;
    /// Everything that is not zeros, by its first block.
    private final SortedMap<Long, Image> parts = new TreeMap<>();

    private Ext4Image(Directory tree, Ext4Options options) {
        this.options = options;
        geometry = Ext4Geometry.of(options);
        plan = InodePlan.of(tree, geometry, options);
        hashSeed = UUID.nameUUIDFromBytes(("hash seed of " + options.uuid()).getBytes(StandardCharsets.UTF_8));
    }

    /// Plans a file system that holds a tree.
    ///
    /// @throws UnsupportedOnExt4Exception where the tree does not fit, or has extended attributes
    public static Image plan(Directory tree, Ext4Options options) {
        return new Ext4Image(tree, options).compose();
    }

    /// Where the last file with a capacity ends, in bytes: what the contents of such files change lies before.
    ///
    /// @throws UnsupportedOnExt4Exception where the tree does not fit, or has extended attributes
    public static long capacityEnd(Directory tree, Ext4Options options) {
        return new Ext4Image(tree, options).plan.capacityEnd() << Ext4Geometry.BLOCK_BITS;
    }

    private Image compose() {
        addContents();
        addInodes();
        GroupMaps maps = GroupMaps.of(geometry, options.uuid(), plan);
        parts.putAll(maps.bitmaps());
        Image descriptors = Image.ofBytes(maps.descriptors());
        Superblock superblock = superblock(maps);
        for (int group = 0; group < geometry.groups(); group++) {
            if (geometry.hasBackup(group)) {
                parts.put(geometry.start(group), Image.ofBytes(block(superblock, group)));
                parts.put(geometry.start(group) + 1, descriptors);
            }
        }
        return concat();
    }

    private Image concat() {
        List<Image> pieces = new ArrayList<>();
        long done = 0;
        for (var part : parts.entrySet()) {
            long start = part.getKey() << Ext4Geometry.BLOCK_BITS;
            if (start < done) {
                throw new IllegalStateException("two things lie at block " + part.getKey());
            }
            pieces.add(Image.zeros(start - done));
            pieces.add(part.getValue());
            done = start + part.getValue().size();
        }
        pieces.add(Image.zeros(options.sizeBytes() - done));
        return Image.concat(pieces);
    }

    private void addContents() {
        for (PlannedInode inode : plan.inodes()) {
            if (inode.number() == Inode.JOURNAL) {
                JournalSuperblock first =
                        new JournalSuperblock(Ext4Geometry.BLOCK_BYTES, geometry.journalBlocks(), options.uuid());
                parts.put(inode.runs().getFirst().start(), Image.ofBytes(first.encode()));
            } else {
                addContent(inode, InodeRecords.content(inode, options.uuid()));
            }
            ExtentTree tree = inode.tree();
            if (tree != null) {
                parts.putAll(tree.nodes(options.uuid(), inode.number()));
            }
        }
    }

    private void addContent(PlannedInode inode, Image content) {
        long done = 0;
        for (BlockRun run : inode.runs()) {
            long length = Math.min(content.size() - done, run.length() << Ext4Geometry.BLOCK_BITS);
            if (length > 0) {
                parts.put(run.start(), content.slice(done, length));
                done += length;
            }
        }
    }

    private void addInodes() {
        SortedMap<Long, byte[]> blocks = new TreeMap<>();
        for (PlannedInode inode : plan.inodes()) {
            long index = inode.number() - 1;
            int group = (int) (index / geometry.inodesPerGroup());
            long within = index % geometry.inodesPerGroup();
            long block = geometry.inodeTable(group) + within / Ext4Geometry.INODES_PER_BLOCK;
            byte[] bytes = blocks.computeIfAbsent(block, ignored -> new byte[Ext4Geometry.BLOCK_BYTES]);
            byte[] encoded = InodeRecords.record(inode).encode(options.uuid(), inode.number());
            int at = (int) (within % Ext4Geometry.INODES_PER_BLOCK) * Inode.SIZE;
            System.arraycopy(encoded, 0, bytes, at, Inode.SIZE);
        }
        blocks.forEach((block, bytes) -> parts.put(block, Image.ofBytes(bytes)));
    }

    private Superblock superblock(GroupMaps maps) {
        return new Superblock(
                geometry.inodes(),
                geometry.blocks(),
                geometry.blocks() * options.reservedPercent() / 100,
                maps.freeBlocks(),
                geometry.inodes() - plan.usedInodes(),
                0,
                Ext4Geometry.BLOCK_BITS,
                Ext4Geometry.GROUP_BLOCKS,
                geometry.inodesPerGroup(),
                options.time(),
                1,
                Inode.SIZE,
                0,
                Features.COMPATIBLE,
                Features.INCOMPATIBLE,
                Features.READ_ONLY_COMPATIBLE,
                options.uuid(),
                options.label(),
                hashSeed,
                0,
                0,
                journalInode(),
                List.of());
    }

    /// The root of the journal's tree and its size, upper half first.
    private List<Integer> journalInode() {
        ExtentTree tree = requireNonNull(plan.journal().tree(), "the journal has no blocks");
        ByteBuffer block = ByteBuffer.wrap(tree.root()).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> words = new ArrayList<>();
        while (block.hasRemaining()) {
            words.add(block.getInt());
        }
        long size = (long) geometry.journalBlocks() << Ext4Geometry.BLOCK_BITS;
        words.add((int) (size >>> Integer.SIZE));
        words.add((int) size);
        return words;
    }

    /// The block with a superblock: in the first one, room for boot code lies before it.
    private static byte[] block(Superblock superblock, int group) {
        byte[] bytes = new byte[Ext4Geometry.BLOCK_BYTES];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        superblock.in(group).encode(out, group == 0 ? Superblock.OFFSET : 0);
        return bytes;
    }
}
