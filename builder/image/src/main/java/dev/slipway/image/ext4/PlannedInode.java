package dev.slipway.image.ext4;

import dev.slipway.image.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An inode under construction: what it stands for, and then where its blocks lie.
final class PlannedInode {

    private final long number;
    private final Node node;
    private final String path;
    private int links;
    private @Nullable PlannedDirectory directory;
    private List<BlockRun> runs = List.of();
    private @Nullable ExtentTree tree;

    PlannedInode(long number, Node node, String path) {
        this.number = number;
        this.node = node;
        this.path = path;
    }

    long number() {
        return number;
    }

    Node node() {
        return node;
    }

    /// Where it stands in the tree, its first name where it has several.
    String path() {
        return path;
    }

    int links() {
        return links;
    }

    void addLink() {
        links++;
    }

    /// What its blocks hold, where it is a directory.
    @Nullable
    PlannedDirectory directory() {
        return directory;
    }

    void is(PlannedDirectory newDirectory) {
        directory = newDirectory;
    }

    /// Its blocks, in the order of its content.
    List<BlockRun> runs() {
        return runs;
    }

    /// Where it has blocks.
    @Nullable
    ExtentTree tree() {
        return tree;
    }

    void lies(List<BlockRun> newRuns, ExtentTree newTree) {
        runs = newRuns;
        tree = newTree;
    }
}
