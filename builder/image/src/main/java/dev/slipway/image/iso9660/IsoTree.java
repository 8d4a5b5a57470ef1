package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/// A hierarchy that was read: its tree, and where each node lies.
public final class IsoTree {

    private final Hierarchy hierarchy;
    private final Directory root;
    private final Map<Node, NodeLocation> locations;

    IsoTree(Hierarchy hierarchy, Directory root, IdentityHashMap<Node, NodeLocation> locations) {
        this.hierarchy = hierarchy;
        this.root = root;
        this.locations = Collections.unmodifiableMap(locations);
    }

    /// The hierarchy that was read.
    public Hierarchy hierarchy() {
        return hierarchy;
    }

    /// The tree. Contents are slices of the image that was opened.
    public Directory root() {
        return root;
    }

    /// Where a node of this tree lies.
    ///
    /// @throws IllegalArgumentException where the node is of another tree
    public NodeLocation locationOf(Node node) {
        NodeLocation location = locations.get(node);
        if (location == null) {
            throw new IllegalArgumentException("a node that is not of this tree");
        }
        return location;
    }

    /// Where all nodes lie, by the identity of the nodes: what a [graft][IsoRequest.Graft] needs to know.
    public Map<Node, NodeLocation> locations() {
        return locations;
    }
}
