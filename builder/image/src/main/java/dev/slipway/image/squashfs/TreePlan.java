package dev.slipway.image.squashfs;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tree with its inode numbers: those of one directory's entries follow each other, as its listing likes them. A
/// node that has several names has one number.
final class TreePlan {

    private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Integer> links = new IdentityHashMap<>();
    private final List<Node.RegularFile> files = new ArrayList<>();
    private final Branch root;
    private int lastNumber;

    /// A directory of the tree.
    record Branch(Directory directory, int number, int parent, List<Leaf> entries) {

        /// How many names lead here: that in the parent, `.`, and `..` of each directory below.
        long links() {
            return 2 + entries.stream().filter(entry -> entry.branch() != null).count();
        }
    }

    /// A name.
    ///
    /// @param branch the directory that it leads to, where it is one
    record Leaf(
            FileName name, Node node, int number, @Nullable Branch branch) {}

    TreePlan(Directory tree) {
        int number = ++lastNumber;
        // The root's parent is a number that no inode has.
        root = new Branch(tree, number, 0, new ArrayList<>());
        descend(root, 1);
    }

    private void descend(Branch branch, int depth) {
        if (depth > Directory.DEPTH_MAX) {
            throw new IllegalArgumentException(
                    "directories are nested more than %d deep".formatted(Directory.DEPTH_MAX));
        }
        branch.directory().entries().forEach((name, node) -> {
            if (node instanceof Directory directory) {
                int number = ++lastNumber;
                Branch below = new Branch(directory, number, branch.number(), new ArrayList<>());
                branch.entries().add(new Leaf(name, node, number, below));
            } else {
                branch.entries().add(new Leaf(name, node, number(node), null));
            }
        });
        for (Leaf entry : branch.entries()) {
            if (entry.branch() != null) {
                descend(entry.branch(), depth + 1);
            }
        }
    }

    private int number(Node node) {
        links.merge(node, 1, Integer::sum);
        Integer known = numbers.get(node);
        if (known != null) {
            return known;
        }
        numbers.put(node, ++lastNumber);
        if (node instanceof Node.RegularFile file) {
            files.add(file);
        }
        return lastNumber;
    }

    Branch root() {
        return root;
    }

    int inodes() {
        return lastNumber;
    }

    /// How many names a node has that is not a directory.
    int links(Node node) {
        return links.getOrDefault(node, 1);
    }

    /// The regular files, each once, in the order of their numbers.
    List<Node.RegularFile> files() {
        return files;
    }
}
