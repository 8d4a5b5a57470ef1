package dev.slipway.image.tar;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.util.List;

/// One entry of an archive, read to its end: what stands in a tree, but not where its name leads there.
///
/// @param offset of its header in the archive
public record TarMember(EntryName name, Content content, long offset) {

    public TarMember {
        requireNonNull(name, "name is null");
        requireNonNull(content, "content is null");
    }

    /// What an entry brings.
    public sealed interface Content {}

    /// A file of its own. Directories come without entries.
    public record NewNode(Node node) implements Content {}

    /// One more name for a file that came before; nothing is told of the file itself.
    public record HardLink(EntryName target) implements Content {}

    /// The names on the way from the root; empty for the root itself.
    public List<FileName> path() throws MalformedImageException {
        return name.parse(offset);
    }

    /// Why this entry cannot be taken, with its name and place.
    public MalformedImageException problem(String problem) {
        return new MalformedImageException(name.structure(), offset, problem);
    }
}
