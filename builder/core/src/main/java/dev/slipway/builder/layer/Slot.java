package dev.slipway.builder.layer;

import dev.slipway.image.tree.Node;

/// What stands under a name while layers are applied.
sealed interface Slot permits Folder, Slot.Leaf {

    /// The number of the layer that last put something here, or below.
    int touchedBy();

    /// Anything but a directory.
    record Leaf(Node node, int touchedBy) implements Slot {}
}
