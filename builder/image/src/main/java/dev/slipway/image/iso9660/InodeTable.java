package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The inodes of a tree: one for each node, however many names it has, in the order in which a walk meets them.
final class InodeTable {

    private final IdentityHashMap<Node, Inode> byNode = new IdentityHashMap<>();
    private final Map<String, Inode> byPath = new LinkedHashMap<>();

    static InodeTable of(Directory tree, Map<Node, NodeLocation> locations) {
        InodeTable table = new InodeTable();
        table.add("", tree, locations);
        tree.walk((path, node) -> table.add(path, node, locations));
        return table;
    }

    private void add(String path, Node node, Map<Node, NodeLocation> locations) {
        Inode inode = byNode.computeIfAbsent(node, n -> {
            NodeLocation location = locations.get(n);
            long serial = byNode.size() + 1L;
            return location == null ? Inode.of(n, serial) : Inode.placed(n, serial, location);
        });
        inode.link();
        byPath.put(path, inode);
        if (node instanceof Directory directory) {
            // Its own `.`, and `..` of each directory in it.
            inode.link();
            for (Node child : directory.entries().values()) {
                if (child instanceof Directory) {
                    inode.link();
                }
            }
        }
    }

    Inode of(Node node) {
        Inode inode = byNode.get(node);
        if (inode == null) {
            throw new IllegalArgumentException("a node that is not of this tree");
        }
        return inode;
    }

    /// The regular file at a path of the tree.
    ///
    /// @param use what the file is for, which an error tells
    Inode file(String use, String path) {
        Inode inode = byPath.get(normal(path));
        if (inode == null || !(inode.node() instanceof Node.RegularFile)) {
            throw new IllegalArgumentException("%s '%s' is not a regular file of the tree".formatted(use, path));
        }
        return inode;
    }

    /// Every inode under the first of its paths; a hard link comes again under each further one.
    Map<String, Inode> byPath() {
        return byPath;
    }

    /// A path as walks tell it: without empty parts and slashes at its ends.
    static String normal(String path) {
        return String.join(
                "/",
                java.util.Arrays.stream(path.split("/", -1))
                        .filter(part -> !part.isEmpty())
                        .toList());
    }
}
