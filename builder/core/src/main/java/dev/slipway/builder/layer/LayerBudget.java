package dev.slipway.builder.layer;

import dev.slipway.image.tar.TarMember;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;

/// What all layers of an image together may cost. Each bound is more than any real image needs, and less than would
/// bring down the machine.
final class LayerBudget {

    static final int ENTRIES_MAX = 2_000_000;

    /// Directories that no entry tells of: a short entry can name a thousand of them.
    static final int IMPLIED_DIRECTORIES_MAX = 250_000;

    /// Of names, targets and extended attributes, which are held in memory.
    private static final long TEXT_BYTES_MAX = 256L << 20;

    /// Of contents: a sparse file needs no room in the layer.
    private static final long FILE_BYTES_MAX = 256L << 30;

    /// Parts of targets of symbolic links that are followed.
    private static final long STEPS_MAX = 10_000_000;

    private int entries;
    private int impliedDirectories;
    private long textBytes;
    private long fileBytes;
    private long steps;

    /// Accounts for an entry.
    void entry(LayerEntry entry) {
        if (++entries > ENTRIES_MAX) {
            throw entry.refused("layer.too-many-entries", "is one too many: more than %d".formatted(ENTRIES_MAX));
        }
        textBytes += entry.member().name().raw().length();
        if (entry.member().content() instanceof TarMember.NewNode(Node node)) {
            textBytes += bytes(node.metadata());
            switch (node) {
                case Node.RegularFile file -> fileBytes += file.content().size();
                case Node.Symlink link -> textBytes += link.target().length;
                case Node.Special ignored -> {}
                case Directory ignored -> {}
            }
        }
        if (fileBytes > FILE_BYTES_MAX) {
            throw entry.refused(
                    "layer.too-large", "brings the files of the image to more than %d bytes".formatted(FILE_BYTES_MAX));
        }
        if (textBytes > TEXT_BYTES_MAX) {
            throw entry.refused(
                    "layer.too-large",
                    "brings names, links and extended attributes to more than %d bytes".formatted(TEXT_BYTES_MAX));
        }
    }

    private static long bytes(Metadata metadata) {
        long bytes = 0;
        for (var xattr : metadata.xattrs().entrySet()) {
            bytes += xattr.getKey().length() + xattr.getValue().length;
        }
        return bytes;
    }

    /// Accounts for a directory that an entry needs and no entry tells of.
    void impliedDirectory(LayerEntry entry) {
        if (++impliedDirectories > IMPLIED_DIRECTORIES_MAX) {
            throw entry.refused(
                    "layer.too-many-entries",
                    "needs one more directory that has no entry: more than %d".formatted(IMPLIED_DIRECTORIES_MAX));
        }
    }

    /// Accounts for a part of a symbolic link's target.
    void step(LayerEntry entry) {
        if (++steps > STEPS_MAX) {
            throw entry.refused("layer.link-loop", "leads through symbolic links: the image follows too many");
        }
    }
}
