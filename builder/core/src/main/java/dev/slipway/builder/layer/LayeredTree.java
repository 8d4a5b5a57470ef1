package dev.slipway.builder.layer;

import dev.slipway.builder.layer.Meaning.Change;
import dev.slipway.builder.layer.Meaning.Ignored;
import dev.slipway.builder.layer.Meaning.Opaque;
import dev.slipway.builder.layer.Meaning.Whiteout;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tar.EntryName;
import dev.slipway.image.tar.TarEntries;
import dev.slipway.image.tar.TarMember;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies layers to one tree (OCI image specification 1.1, layer.md, "Applying Changesets"). Nothing is extracted:
/// the contents of files are slices of the layers, so it takes no root and no room. What comes out is what unpacking
/// as root would give.
///
/// Entries take effect in their order, but a whiteout hides only what lower layers put, wherever in its layer it
/// stands. Where the specification is silent, umoci and containerd are followed; where those two would write outside
/// of what they were asked to, or keep what cannot be meant, the layer is refused, naming itself and the entry.
public final class LayeredTree {

    private final Folder root = new Folder(Metadata.of(0755, Instant.EPOCH), 0);
    private final LayerBudget budget = new LayerBudget();
    private int number;

    private LayeredTree() {}

    /// The tree that layers make together. The root has mode 0755 and the time 1970 where no entry `./` tells
    /// otherwise.
    ///
    /// @param layers the lowest first
    /// @throws dev.slipway.builder.problem.ProblemException where a layer is damaged or hostile
    public static Directory of(List<Layer> layers) throws IOException {
        LayeredTree tree = new LayeredTree();
        for (Layer layer : layers) {
            tree.apply(layer);
            tree.number++;
        }
        return tree.root.build();
    }

    private void apply(Layer layer) throws IOException {
        try {
            TarEntries.visit(layer.tar(), member -> apply(new LayerEntry(layer, member)));
        } catch (MalformedImageException e) {
            throw LayerEntry.malformed(layer, e);
        }
    }

    private void apply(LayerEntry entry) throws MalformedImageException {
        budget.entry(entry);
        if (entry.member().name().leadsUpwards()) {
            throw entry.refused("layer.escapes", "leads upwards, where it could leave the root file system");
        }
        switch (Meaning.of(entry)) {
            case Ignored() -> {}
            case Opaque(List<FileName> directory) -> hideAll(entry, directory);
            case Whiteout(List<FileName> directory, FileName hidden) -> hide(entry, directory, hidden);
            case Change(List<FileName> path) -> change(entry, path);
        }
    }

    private void hideAll(LayerEntry entry, List<FileName> directory) {
        Folder folder = Way.to(directory, root, entry, budget).find();
        if (folder != null) {
            folder.hideLower(number);
        }
    }

    private void hide(LayerEntry entry, List<FileName> directory, FileName hidden) {
        Folder folder = Way.to(directory, root, entry, budget).find();
        Slot slot = folder == null ? null : folder.find(hidden);
        if (folder == null || slot == null) {
            // An earlier whiteout may have taken it along, so this is no error.
            return;
        }
        if (slot.touchedBy() != number) {
            folder.remove(hidden);
        } else if (slot instanceof Folder kept) {
            kept.hideLower(number);
        }
    }

    private void change(LayerEntry entry, List<FileName> path) throws MalformedImageException {
        if (path.isEmpty()) {
            describeRoot(entry);
            return;
        }
        Folder parent =
                Way.to(path.subList(0, path.size() - 1), root, entry, budget).make(number);
        FileName name = path.getLast();
        switch (entry.member().content()) {
            case TarMember.NewNode(Node node) -> put(parent, name, KeptMetadata.of(node));
            case TarMember.HardLink(EntryName target) -> {
                // First, as when unpacking: a link to what it replaces leads nowhere.
                parent.remove(name);
                parent.put(name, new Slot.Leaf(linked(entry, target), number));
            }
        }
    }

    private void describeRoot(LayerEntry entry) {
        if (!(entry.member().content() instanceof TarMember.NewNode(Directory directory))) {
            throw entry.refused("layer.malformed", "would make the root something else than a directory");
        }
        root.describe(KeptMetadata.of(directory).metadata());
    }

    /// "Changeset over existing files": a directory over a directory keeps what is in it, all else replaces.
    private void put(Folder parent, FileName name, Node node) {
        if (!(node instanceof Directory)) {
            parent.put(name, new Slot.Leaf(node, number));
        } else if (parent.find(name) instanceof Folder known) {
            known.describe(node.metadata());
            known.touch(number);
        } else {
            parent.put(name, new Folder(node.metadata(), number));
        }
    }

    /// "Hardlinks": another name of the same node, whichever layer brought it. The entry's own metadata says nothing.
    private Node linked(LayerEntry entry, EntryName target) throws MalformedImageException {
        if (target.leadsUpwards()) {
            throw entry.refused("layer.escapes", "is a hard link to '%s', which leads upwards".formatted(target));
        }
        List<FileName> path = target.parse(entry.member().offset());
        if (path.isEmpty()) {
            throw entry.refused("layer.malformed", "is a hard link to a directory");
        }
        Folder parent =
                Way.to(path.subList(0, path.size() - 1), root, entry, budget).find();
        @Nullable Slot slot = parent == null ? null : parent.find(path.getLast());
        return switch (slot) {
            case Slot.Leaf(Node node, int ignored) -> node;
            case Folder ignored -> throw entry.refused("layer.malformed", "is a hard link to a directory");
            case null ->
                throw entry.refused("layer.malformed", "is a hard link to '%s', which is not there".formatted(target));
        };
    }
}
