package dev.slipway.image.fat;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Node.RegularFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/// Where each directory and file lies: all directories first, then the files, each in one run of clusters. Pure.
final class FatLayout implements FatGeometry.Demand {

    /// The number of the first cluster of the data.
    static final int FIRST_CLUSTER = 2;

    private final PlannedDirectory root;
    private final List<PlannedDirectory> directories = new ArrayList<>();
    private final List<PlannedDirectory.Entry> files = new ArrayList<>();
    private final FatGeometry geometry;
    private final List<Long> runs = new ArrayList<>();
    private final IdentityHashMap<Object, Long> firstClusters = new IdentityHashMap<>();
    private long next = FIRST_CLUSTER;

    FatLayout(PlannedDirectory root, FatOptions options) {
        this.root = root;
        collect();
        geometry = FatGeometry.choose(this, options);
        if (rootInClusters()) {
            allocate(root, bytes(root));
        }
        directories.forEach(directory -> allocate(directory, bytes(directory)));
        files.forEach(file -> allocate(file, content(file).size()));
    }

    private void collect() {
        Deque<PlannedDirectory> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            for (PlannedDirectory.Entry entry : open.removeFirst().entries()) {
                PlannedDirectory below = entry.below();
                if (below == null) {
                    files.add(entry);
                } else {
                    directories.add(below);
                    open.addLast(below);
                }
            }
        }
    }

    @Override
    public long clusters(int clusterBytes, boolean withRoot) {
        long clusters = withRoot ? Math.max(1, Math.ceilDiv(bytes(root), clusterBytes)) : 0;
        for (PlannedDirectory directory : directories) {
            clusters += Math.ceilDiv(bytes(directory), clusterBytes);
        }
        for (PlannedDirectory.Entry file : files) {
            clusters += Math.ceilDiv(content(file).size(), clusterBytes);
        }
        return clusters;
    }

    @Override
    public int rootEntries() {
        return root.slots();
    }

    private void allocate(Object owner, long bytes) {
        // An empty root directory has a cluster nevertheless.
        long clusters = owner == root ? Math.max(1, clustersOf(bytes)) : clustersOf(bytes);
        firstClusters.put(owner, clusters == 0 ? 0 : next);
        if (clusters > 0) {
            runs.add(clusters);
            next += clusters;
        }
    }

    private long clustersOf(long bytes) {
        return Math.ceilDiv(bytes, geometry.clusterBytes());
    }

    private static long bytes(PlannedDirectory directory) {
        return (long) directory.slots() * DirectoryEntry.SIZE;
    }

    static Image content(PlannedDirectory.Entry file) {
        if (file.node() instanceof RegularFile regular) {
            return regular.content();
        }
        throw new AssertionError("only regular files have content");
    }

    PlannedDirectory root() {
        return root;
    }

    boolean rootInClusters() {
        return geometry.type() == FatType.FAT32;
    }

    FatGeometry geometry() {
        return geometry;
    }

    /// The directories below the root, in the order of their clusters.
    List<PlannedDirectory> directories() {
        return directories;
    }

    /// The files, in the order of their clusters.
    List<PlannedDirectory.Entry> files() {
        return files;
    }

    /// The lengths of all runs from [#FIRST_CLUSTER] on, in clusters.
    List<Long> runs() {
        return runs;
    }

    long usedClusters() {
        return next - FIRST_CLUSTER;
    }

    /// The first cluster of a directory, as other directories name it: 0 for the root.
    long clusterOf(PlannedDirectory directory) {
        return directory == root ? 0 : first(directory);
    }

    /// The first cluster of what an entry names; 0 for an empty file.
    long clusterOf(PlannedDirectory.Entry entry) {
        PlannedDirectory below = entry.below();
        return below == null ? first(entry) : first(below);
    }

    private long first(Object owner) {
        Long cluster = firstClusters.get(owner);
        if (cluster == null) {
            throw new AssertionError("everything has its place");
        }
        return cluster;
    }
}
