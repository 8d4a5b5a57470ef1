package dev.slipway.image.tar;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a tar archive as a tree. Where a name comes several times the last entry stands, as after unpacking. See
/// [TarEntries] for what is understood.
///
/// Compressed archives go through [CompressedTar] first.
public final class TarReader {

    /// Directories that have no entry of their own: a short entry can name a thousand of them.
    private static final int IMPLIED_NAMES_MAX = 250_000;

    private final TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
    private int impliedNames;

    private TarReader() {}

    /// The tree in an archive. The root has mode 0755 and the time 1970 where no entry `./` tells otherwise.
    ///
    /// @throws MalformedImageException where the archive is damaged, or an entry would lie outside of the tree
    public static Directory read(Image tar) throws IOException {
        TarReader reader = new TarReader();
        TarEntries.visit(tar, reader::put);
        return reader.tree.build();
    }

    private void put(TarMember member) throws MalformedImageException {
        List<FileName> path = member.path();
        Node node = switch (member.content()) {
            case TarMember.NewNode(Node made) -> made;
            case TarMember.HardLink(EntryName target) -> linked(member, target);
        };
        if (path.isEmpty() && !(node instanceof Directory)) {
            throw member.problem("its name leads to the root, but it is not a directory");
        }
        if (path.size() > 1 && tree.find(path.subList(0, path.size() - 1)) == null) {
            impliedNames += path.size();
            if (impliedNames > IMPLIED_NAMES_MAX) {
                throw member.problem("more than %d directories have no entry".formatted(IMPLIED_NAMES_MAX));
            }
        }
        try {
            tree.put(path, node);
        } catch (IllegalArgumentException e) {
            throw member.problem(String.valueOf(e.getMessage()));
        }
    }

    private Node linked(TarMember member, EntryName target) throws MalformedImageException {
        @Nullable Node node = tree.find(target.parse(member.offset()));
        if (node == null || node instanceof Directory) {
            throw member.problem("it is a hard link to '%s', which is %s"
                    .formatted(target, node == null ? "not there" : "a directory"));
        }
        return node;
    }
}
