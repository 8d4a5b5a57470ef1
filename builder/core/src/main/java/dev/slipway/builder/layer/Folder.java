package dev.slipway.builder.layer;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A directory while layers are applied. Knows which layer put what, because whiteouts hide only what lies below
/// theirs.
final class Folder implements Slot {

    private static final int PERMISSIONS = 0755;
    private static final int SET_GROUP_ID = 02000;

    private final SortedMap<FileName, Slot> entries = new TreeMap<>();
    private Metadata metadata;
    private int touchedBy;

    /// The layer of which all that stands here is: nothing of lower ones is left.
    private int ownedBy;

    /// A new directory of a layer.
    Folder(Metadata metadata, int layer) {
        this.metadata = metadata;
        touchedBy = layer;
        ownedBy = layer;
    }

    @Override
    public int touchedBy() {
        return touchedBy;
    }

    void touch(int layer) {
        touchedBy = layer;
    }

    void describe(Metadata now) {
        metadata = now;
    }

    /// What mkdir(2) gives to a directory that root makes here: a set-group-id bit is handed down with the group.
    Metadata metadataOfNewDirectory() {
        Metadata made = Metadata.of(PERMISSIONS | (metadata.permissions() & SET_GROUP_ID), Instant.EPOCH);
        return (metadata.permissions() & SET_GROUP_ID) == 0 ? made : made.withOwner(0, metadata.gid());
    }

    @Nullable
    Slot find(FileName name) {
        return entries.get(name);
    }

    void put(FileName name, Slot slot) {
        entries.put(name, slot);
    }

    void remove(FileName name) {
        entries.remove(name);
    }

    /// Removes what the layers below one put here, at any depth. Done once for each directory and layer, since nothing
    /// of a lower layer can come back.
    void hideLower(int layer) {
        if (ownedBy == layer) {
            return;
        }
        ownedBy = layer;
        entries.values().removeIf(slot -> slot.touchedBy() != layer);
        for (Slot slot : entries.values()) {
            if (slot instanceof Folder folder) {
                folder.hideLower(layer);
            }
        }
    }

    Directory build() {
        SortedMap<FileName, Node> built = new TreeMap<>();
        entries.forEach((name, slot) -> built.put(
                name,
                switch (slot) {
                    case Folder folder -> folder.build();
                    case Leaf(Node node, int ignored) -> node;
                }));
        return new Directory(metadata, built);
    }
}
