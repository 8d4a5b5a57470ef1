package dev.slipway.image.tree;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A directory with its entries in the order of their names; the root of every tree. Build one with [TreeBuilder].
public final class Directory implements Node {

    /// How deep trees may be nested. Deeper than `PATH_MAX` allows, and shallow enough for recursion.
    public static final int DEPTH_MAX = 1024;

    private final Metadata metadata;
    private final SortedMap<FileName, Node> entries;

    /// A directory with the given entries, which are copied.
    public Directory(Metadata metadata, SortedMap<FileName, ? extends Node> entries) {
        this.metadata = requireNonNull(metadata, "metadata is null");
        this.entries = Collections.unmodifiableSortedMap(new TreeMap<FileName, Node>(entries));
    }

    @Override
    public Metadata metadata() {
        return metadata;
    }

    /// The entries, ordered by the bytes of their names.
    public SortedMap<FileName, Node> entries() {
        return entries;
    }

    /// The node at a path such as `boot/grub/grub.cfg`; empty parts are passed over, so a leading `/` does no harm.
    /// Symbolic links are not followed.
    ///
    /// @return null where there is none
    public @Nullable Node find(String path) {
        Node node = this;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (!(node instanceof Directory directory)) {
                return null;
            }
            Node child = directory.entries.get(FileName.of(part));
            if (child == null) {
                return null;
            }
            node = child;
        }
        return node;
    }

    /// Visits every node below this directory, parents before children, in the order of the names.
    public void walk(Visitor visitor) {
        walk("", visitor);
    }

    private void walk(String prefix, Visitor visitor) {
        for (var entry : entries.entrySet()) {
            String path = prefix + entry.getKey();
            visitor.visit(path, entry.getValue());
            if (entry.getValue() instanceof Directory directory) {
                directory.walk(path + "/", visitor);
            }
        }
    }

    /// Told of each node with its path below the directory where the walk began.
    @FunctionalInterface
    public interface Visitor {
        void visit(String path, Node node);
    }
}
