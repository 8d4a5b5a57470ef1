package dev.slipway.image.ext4;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/// Turns planned inodes into records, and tells what their blocks hold.
final class InodeRecords {

    private static final int SECTORS_PER_BLOCK = Ext4Geometry.BLOCK_BYTES / 512;
    /// More names than this are told as 1, which says that nobody counted (feature `DIR_NLINK`).
    private static final int DIRECTORY_LINKS_MAX = 65_000;

    private InodeRecords() {}

    static Inode record(PlannedInode planned) {
        Node node = planned.node();
        Metadata metadata = node.metadata();
        ExtentTree tree = planned.tree();
        long blocks =
                planned.runs().stream().mapToLong(BlockRun::length).sum() + (tree == null ? 0 : tree.nodeBlocks());
        int links = planned.links();
        return new Inode(
                NodeKind.of(node).mode() | metadata.permissions(),
                metadata.uid(),
                size(planned),
                metadata.modified(),
                metadata.gid(),
                planned.directory() != null && links > DIRECTORY_LINKS_MAX ? 1 : links,
                blocks * SECTORS_PER_BLOCK,
                tree == null ? 0 : Inode.EXTENTS,
                tree == null ? withoutBlocks(node) : tree.root());
    }

    private static long size(PlannedInode planned) {
        return switch (planned.node()) {
            case RegularFile file -> file.content().size();
            case Symlink link -> link.target().length;
            case Special ignored -> 0;
            case dev.slipway.image.tree.Directory ignored ->
                (long) requireNonNull(planned.directory()).blocks() * Ext4Geometry.BLOCK_BYTES;
        };
    }

    private static byte[] withoutBlocks(Node node) {
        return switch (node) {
            case Symlink link -> Arrays.copyOf(link.target(), Inode.BLOCK_BYTES);
            case Special special -> device(special);
            default -> new byte[Inode.BLOCK_BYTES];
        };
    }

    /// Small numbers as Linux had them first, others behind that place.
    private static byte[] device(Special special) {
        ByteBuffer out = ByteBuffer.allocate(Inode.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int major = (int) special.major();
        int minor = (int) special.minor();
        if (major <= 0xFF && minor <= 0xFF) {
            out.putInt((major << 8) | minor);
        } else {
            out.putInt(0).putInt((minor & 0xFF) | (major << 8) | ((minor & ~0xFF) << 12));
        }
        return out.array();
    }

    /// What its blocks hold; short of the last block where the content is.
    static Image content(PlannedInode planned, UUID uuid) {
        PlannedDirectory directory = planned.directory();
        if (directory != null) {
            return directory.encode(uuid);
        }
        return switch (planned.node()) {
            case RegularFile file -> file.content();
            case Symlink link -> Image.ofBytes(link.target());
            default -> Image.empty();
        };
    }
}
