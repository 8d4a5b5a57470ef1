package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Symlink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Gives every node of a tree its inode, and then its blocks: directories first, then files with a capacity, then
/// all others, then the journal.
final class InodePlan {

    private static final String LOST_AND_FOUND = "lost+found";
    /// So that a repair finds room without having to look for blocks.
    private static final int LOST_AND_FOUND_BLOCKS = 4;
    private static final int LINKS_MAX = 65_000;
    private static final int TARGET_IN_INODE_MAX = Inode.BLOCK_BYTES - 1;

    private final Ext4Geometry geometry;
    private final Ext4Options options;
    private final BlockAllocator allocator;
    private final List<PlannedInode> inodes = new ArrayList<>();
    private final IdentityHashMap<Node, PlannedInode> known = new IdentityHashMap<>();
    private final Map<String, PlannedInode> byPath = new HashMap<>();
    private long capacityEnd;
    private long nextNumber = Superblock.FIRST_INODE;

    private InodePlan(Ext4Geometry geometry, Ext4Options options) {
        this.geometry = geometry;
        this.options = options;
        allocator = new BlockAllocator(geometry);
    }

    static InodePlan of(Directory tree, Ext4Geometry geometry, Ext4Options options) {
        InodePlan plan = new InodePlan(geometry, options);
        PlannedInode root = new PlannedInode(Inode.ROOT, tree, "");
        plan.inodes.add(root);
        plan.enter(root, root, tree);
        plan.allocate();
        return plan;
    }

    private void enter(PlannedInode self, PlannedInode parent, Directory tree) {
        PlannedDirectory directory =
                new PlannedDirectory(self, parent, self.path().equals(LOST_AND_FOUND) ? LOST_AND_FOUND_BLOCKS : 1);
        self.is(directory);
        self.addLink();
        parent.addLink();
        if (self != parent) {
            // Its own name; the root has none.
            self.addLink();
        }
        if (self == parent && tree.find(LOST_AND_FOUND) == null) {
            Directory empty = new Directory(Metadata.of(0700, options.time()), new TreeMap<>());
            add(self, directory, LOST_AND_FOUND.getBytes(StandardCharsets.UTF_8), empty, LOST_AND_FOUND);
        }
        String prefix = self.path().isEmpty() ? "" : self.path() + "/";
        tree.entries().forEach((name, node) -> add(self, directory, name.bytes(), node, prefix + name));
    }

    private void add(PlannedInode parent, PlannedDirectory directory, byte[] name, Node node, String path) {
        if (!node.metadata().xattrs().isEmpty()) {
            throw new UnsupportedOnExt4Exception(path, "has extended attributes, which are not written");
        }
        if (node instanceof Directory below) {
            PlannedInode inode = made(node, path);
            directory.add(name, inode);
            enter(inode, parent, below);
            return;
        }
        PlannedInode inode = known.computeIfAbsent(node, fresh -> made(fresh, path));
        inode.addLink();
        if (inode.links() > LINKS_MAX) {
            throw new UnsupportedOnExt4Exception(path, "has more than %d names".formatted(LINKS_MAX));
        }
        byPath.put(path, inode);
        directory.add(name, inode);
    }

    private PlannedInode made(Node node, String path) {
        if (nextNumber > geometry.inodes()) {
            throw new UnsupportedOnExt4Exception(
                    path,
                    "finds no inode: the file system has %d, one for %d bytes"
                            .formatted(geometry.inodes(), options.bytesPerInode()));
        }
        PlannedInode inode = new PlannedInode(nextNumber++, node, path);
        inodes.add(inode);
        return inode;
    }

    private void allocate() {
        for (PlannedInode inode : inodes) {
            PlannedDirectory directory = inode.directory();
            if (directory != null) {
                place(inode, directory.blocks(), directory.blocks());
            } else if (inode.node() instanceof Symlink link && link.target().length > TARGET_IN_INODE_MAX) {
                place(inode, 1, 1);
            }
        }
        options.capacities().forEach(this::placeWithCapacity);
        capacityEnd = allocator.used().getFirst().end();
        for (PlannedInode inode : inodes) {
            if (inode.node() instanceof RegularFile file && inode.tree() == null) {
                long blocks = blocks(file.content().size());
                place(inode, blocks, blocks);
            }
        }
        Node content = new RegularFile(
                Metadata.of(0600, options.time()),
                Image.zeros((long) geometry.journalBlocks() << Ext4Geometry.BLOCK_BITS));
        PlannedInode journal = new PlannedInode(Inode.JOURNAL, content, "");
        journal.addLink();
        place(journal, geometry.journalBlocks(), geometry.journalBlocks());
        inodes.add(journal);
    }

    private void placeWithCapacity(String path, long bytes) {
        PlannedInode inode = byPath.get(path);
        if (inode == null || !(inode.node() instanceof RegularFile file)) {
            throw new UnsupportedOnExt4Exception(path, "has a capacity and is no file");
        }
        long size = file.content().size();
        if (size > bytes) {
            throw new UnsupportedOnExt4Exception(
                    path, "has %d bytes, more than its capacity of %d".formatted(size, bytes));
        }
        place(inode, blocks(bytes), blocks(size));
        ExtentTree tree = inode.tree();
        if (tree != null && !tree.inInode()) {
            // Where nodes are needed would depend on the content.
            throw new UnsupportedOnExt4Exception(
                    path, "has a capacity of %d bytes, which does not lie in one piece".formatted(bytes));
        }
    }

    private void place(PlannedInode inode, long blocks, long written) {
        List<BlockRun> runs = allocator.take(blocks);
        inode.lies(runs, ExtentTree.plan(runs, written, allocator));
    }

    private static long blocks(long bytes) {
        return Math.ceilDiv(bytes, Ext4Geometry.BLOCK_BYTES);
    }

    /// All inodes in use, the journal's last.
    List<PlannedInode> inodes() {
        return inodes;
    }

    PlannedInode journal() {
        return inodes.getLast();
    }

    /// The blocks in use, those of metadata with them.
    List<BlockRun> usedBlocks() {
        return allocator.used();
    }

    /// The first block behind directories and files with a capacity.
    long capacityEnd() {
        return capacityEnd;
    }

    /// How many inodes are in use: all up to a number, those that are kept for the file system included.
    long usedInodes() {
        return nextNumber - 1;
    }
}
