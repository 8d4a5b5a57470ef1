package dev.slipway.image.squashfs;

import dev.slipway.image.compression.BlockCompressor;
import dev.slipway.image.squashfs.TreePlan.Branch;
import dev.slipway.image.squashfs.TreePlan.Leaf;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;

/// Makes the inode table and the directory table. A listing tells where inodes are, an inode where the listing is: so
/// what lies below a directory comes first, then the inodes of its entries side by side, then its listing; its own
/// inode is one of its parent's entries.
final class TreeWriter {

    private static final long TIME_MAX = 0xFFFF_FFFFL;

    private final TreePlan plan;
    private final Contents contents;
    private final int blockBytes;
    private final MetadataWriter inodes;
    private final MetadataWriter directories;
    private final IdTable ids = new IdTable();
    private final XattrTable xattrs = new XattrTable();
    private final IdentityHashMap<Node, MetadataReference> linked = new IdentityHashMap<>();
    /// By number, less one: the packed reference of each inode.
    private final long[] exports;

    private record Listed(DirectoryInode inode, List<DirectoryIndexEntry> index) {}

    private TreeWriter(TreePlan plan, Contents contents, SquashfsOptions options, BlockCompressor compressor) {
        this.plan = plan;
        this.contents = contents;
        blockBytes = options.blockBytes();
        inodes = new MetadataWriter(compressor);
        directories = new MetadataWriter(compressor);
        exports = new long[plan.inodes()];
    }

    /// The tables that hold the tree.
    ///
    /// @param exports the export table's entries
    record Tables(
            ByteBuffer inodes,
            ByteBuffer directories,
            MetadataReference root,
            ByteBuffer exports,
            IdTable ids,
            XattrTable xattrs) {}

    static Tables write(TreePlan plan, Contents contents, SquashfsOptions options, BlockCompressor compressor) {
        return new TreeWriter(plan, contents, options, compressor).write();
    }

    private Tables write() {
        MetadataReference root = put(writeBelow(plan.root()));
        ByteBuffer exportTable =
                ByteBuffer.allocate(exports.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long reference : exports) {
            exportTable.putLong(reference);
        }
        return new Tables(inodes.finish(), directories.finish(), root, exportTable.flip(), ids, xattrs);
    }

    private Listed writeBelow(Branch branch) {
        IdentityHashMap<Branch, Listed> below = new IdentityHashMap<>();
        for (Leaf entry : branch.entries()) {
            if (entry.branch() != null) {
                below.put(entry.branch(), writeBelow(entry.branch()));
            }
        }
        DirectoryListing listing = new DirectoryListing();
        for (Leaf entry : branch.entries()) {
            Listed directory = entry.branch() == null ? null : below.get(entry.branch());
            MetadataReference inode = directory == null ? putOnce(entry) : put(directory);
            listing.add(entry.name(), InodeType.of(entry.node()), entry.number(), inode);
        }
        MetadataReference start = directories.position();
        List<DirectoryIndexEntry> index = listing.writeTo(directories);
        int parent = branch.parent() == 0 ? plan.inodes() + 1 : branch.parent();
        DirectoryInode inode = new DirectoryInode(
                header(branch.directory(), branch.number()),
                branch.links(),
                start.block(),
                start.offset(),
                listing.bytes(),
                parent,
                index.size(),
                xattrs.add(branch.directory().metadata().xattrs()));
        return new Listed(inode, index);
    }

    private MetadataReference put(Listed directory) {
        MetadataReference place = put(directory.inode());
        directory.index().forEach(inodes::put);
        return place;
    }

    private MetadataReference putOnce(Leaf entry) {
        MetadataReference known = linked.get(entry.node());
        if (known != null) {
            return known;
        }
        MetadataReference place = put(entry);
        linked.put(entry.node(), place);
        return place;
    }

    private MetadataReference put(Leaf entry) {
        Node node = entry.node();
        InodeHeader header = header(node, entry.number());
        int links = plan.links(node);
        long xattrIndex = xattrs.add(node.metadata().xattrs());
        return switch (node) {
            case Node.RegularFile file -> putFile(file, header, links, xattrIndex);
            case Node.Symlink symlink ->
                put(new SymlinkInode(header, links, ByteBuffer.wrap(symlink.target()), xattrIndex));
            case Node.Special special -> put(special(special, header, links, xattrIndex));
            case Directory ignored -> throw new IllegalStateException("a directory is put with its listing");
        };
    }

    private static Inode special(Node.Special special, InodeHeader header, int links, long xattrIndex) {
        InodeType type = InodeType.of(special);
        return switch (special.kind()) {
            case BLOCK_DEVICE, CHARACTER_DEVICE ->
                new DeviceInode(header, type, links, special.major(), special.minor(), xattrIndex);
            case FIFO, SOCKET -> new PipeInode(header, type, links, xattrIndex);
        };
    }

    private MetadataReference putFile(Node.RegularFile file, InodeHeader header, int links, long xattrIndex) {
        FilePlacement placement = contents.placement(file);
        BlockTable blocks = contents.blocks();
        long bytes = file.content().size();
        ByteBuffer sizes =
                ByteBuffer.allocate(placement.blocks() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long sparseBytes = 0;
        for (int i = 0; i < placement.blocks(); i++) {
            int size = blocks.size(placement.firstBlock() + i);
            sizes.putInt(size);
            if (size == BlockSize.HOLE) {
                sparseBytes += Math.min(blockBytes, bytes - (long) i * blockBytes);
            }
        }
        boolean fragmented = placement.fragment() != FilePlacement.NONE;
        MetadataReference place = put(new FileInode(
                header,
                placement.blocks() == 0 ? 0 : blocks.start(placement.firstBlock()),
                bytes,
                sparseBytes,
                links,
                fragmented ? placement.fragment() : FileInode.NO_FRAGMENT,
                placement.fragmentOffset(),
                xattrIndex));
        inodes.put(sizes.flip());
        return place;
    }

    private MetadataReference put(Inode inode) {
        MetadataReference place = inodes.put(inode);
        exports[(int) inode.header().number() - 1] = place.packed();
        return place;
    }

    private InodeHeader header(Node node, int number) {
        Metadata metadata = node.metadata();
        return new InodeHeader(
                metadata.permissions(),
                ids.indexOf(metadata.uid()),
                ids.indexOf(metadata.gid()),
                seconds(metadata.modified()),
                number);
    }

    /// The disk has 32 bits without a sign: times before 1970 and from 2106 on become the nearest there is.
    static long seconds(java.time.Instant time) {
        return Math.clamp(time.getEpochSecond(), 0, TIME_MAX);
    }
}
