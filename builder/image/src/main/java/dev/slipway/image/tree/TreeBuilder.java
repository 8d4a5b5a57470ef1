package dev.slipway.image.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Builds a tree path by path: what is put last stands. Missing parents are made, owned by root with mode 0755 and the
/// builder's time. Used by one thread.
public final class TreeBuilder {

    private final Branch root;
    private final Metadata parents;

    /// A builder for an empty tree.
    ///
    /// @param root the root directory's metadata, also given to parents that nobody put
    public TreeBuilder(Metadata root) {
        this.root = new Branch(root);
        this.parents = root.withXattrs(java.util.Collections.emptySortedMap());
    }

    /// A builder that starts from a tree that exists.
    public static TreeBuilder from(Directory tree) {
        TreeBuilder builder = new TreeBuilder(tree.metadata());
        builder.root.fill(tree);
        return builder;
    }

    /// Puts a node at a path. A directory that is already there keeps its entries and takes the new metadata and
    /// entries; anything else is replaced.
    ///
    /// @throws IllegalArgumentException where the path is empty, leads through `..`, is nested too deep, or passes
    ///     through something that is not a directory
    public TreeBuilder put(String path, Node node) {
        return put(names(path), node);
    }

    /// As [#put(String, Node)], for names that may not be UTF-8.
    public TreeBuilder put(List<FileName> path, Node node) {
        if (path.isEmpty()) {
            if (!(node instanceof Directory directory)) {
                throw new IllegalArgumentException("the root can only be a directory");
            }
            root.metadata = directory.metadata();
            root.fill(directory);
            return this;
        }
        if (path.size() > Directory.DEPTH_MAX) {
            throw new IllegalArgumentException(
                    "path of %d levels, more than %d".formatted(path.size(), Directory.DEPTH_MAX));
        }
        Branch parent = root;
        for (FileName name : path.subList(0, path.size() - 1)) {
            parent = parent.descend(name, parents);
        }
        parent.put(path.getLast(), node);
        return this;
    }

    /// Removes the node at a path with all that lies below.
    ///
    /// @return whether there was one
    public boolean remove(List<FileName> path) {
        Branch parent = root;
        for (FileName name : path.subList(0, path.size() - 1)) {
            if (!(parent.entries.get(name) instanceof Branch next)) {
                return false;
            }
            parent = next;
        }
        return parent.entries.remove(path.getLast()) != null;
    }

    /// The node that stands at a path now; a directory comes without its entries.
    public @Nullable Node find(List<FileName> path) {
        Object found = root;
        for (FileName name : path) {
            if (!(found instanceof Branch branch)) {
                return null;
            }
            found = branch.entries.get(name);
        }
        return switch (found) {
            case Branch branch -> new Directory(branch.metadata, new TreeMap<>());
            case Node node -> node;
            case null, default -> null;
        };
    }

    /// The tree as it is now. The builder can be used further.
    public Directory build() {
        return root.build();
    }

    /// The names of a path; empty parts and `.` are passed over.
    ///
    /// @throws IllegalArgumentException where a part is `..` or no name
    public static List<FileName> names(String path) {
        List<FileName> names = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                names.add(FileName.ofBytes(part.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return names;
    }

    /// A directory under construction.
    private static final class Branch {
        private Metadata metadata;
        /// Values are [Branch] or [Node], never a [Directory].
        private final SortedMap<FileName, Object> entries = new TreeMap<>();

        Branch(Metadata metadata) {
            this.metadata = metadata;
        }

        Branch descend(FileName name, Metadata parents) {
            Object child = entries.get(name);
            return switch (child) {
                case Branch branch -> branch;
                case null -> {
                    Branch made = new Branch(parents.withOwner(0, 0));
                    entries.put(name, made);
                    yield made;
                }
                default -> throw new IllegalArgumentException("'%s' is not a directory".formatted(name));
            };
        }

        void put(FileName name, Node node) {
            if (!(node instanceof Directory directory)) {
                entries.put(name, node);
                return;
            }
            Branch branch = entries.get(name) instanceof Branch known ? known : new Branch(directory.metadata());
            branch.metadata = directory.metadata();
            branch.fill(directory);
            entries.put(name, branch);
        }

        void fill(Directory directory) {
            directory.entries().forEach(this::put);
        }

        Directory build() {
            SortedMap<FileName, Node> built = new TreeMap<>();
            entries.forEach(
                    (name, entry) -> built.put(name, entry instanceof Branch branch ? branch.build() : (Node) entry));
            return new Directory(metadata, built);
        }
    }
}
