package dev.slipway.image.fat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sizes of a file system's parts, chosen from what its content needs: pure arithmetic.
///
/// @param type the width of table entries
/// @param clusterSectors the sectors of a cluster
/// @param reservedSectors the sectors before the first table
/// @param tableSectors the sectors of one table
/// @param rootEntries the length of the root directory, 0 for FAT32
/// @param clusters the number of clusters
/// @param totalSectors the size of the file system
record FatGeometry(
        FatType type,
        int clusterSectors,
        int reservedSectors,
        long tableSectors,
        int rootEntries,
        long clusters,
        long totalSectors) {

    static final int TABLES = 2;
    /// Clusters of 64 KiB are not understood everywhere.
    private static final int CLUSTER_SECTORS_MAX = 64;

    private static final int ENTRIES_PER_SECTOR = BootSector.SIZE / DirectoryEntry.SIZE;
    private static final int ROOT_ENTRIES_MAX = 0xFFF0;
    private static final long TOTAL_SECTORS_MAX = 0xFFFF_FFFFL;

    /// What the content needs.
    interface Demand {
        /// The clusters for all files and directories, except a root directory that lies apart.
        long clusters(int clusterBytes, boolean rootInClusters);

        /// The entries of the root directory.
        int rootEntries();
    }

    /// Chooses the smallest type and the cluster size that suits it.
    ///
    /// @throws UnsupportedOnFatException where the content does not fit
    static FatGeometry choose(Demand demand, FatOptions options) {
        List<FatType> types = options.type() == null ? List.of(FatType.values()) : List.of(options.type());
        for (FatType type : types) {
            if (type != FatType.FAT32 && demand.rootEntries() > ROOT_ENTRIES_MAX) {
                continue;
            }
            for (int clusterSectors : clusterSizes(type, options.type() != null)) {
                FatGeometry geometry = tryOut(type, clusterSectors, demand, options);
                if (geometry != null) {
                    return geometry;
                }
            }
        }
        throw new UnsupportedOnFatException("", tooLarge(demand, options));
    }

    /// Cluster sizes to try, in the order of preference: what a type is usually made with comes first, smaller ones
    /// where that would make too few clusters, larger ones where it would make too many.
    private static List<Integer> clusterSizes(FatType type, boolean asked) {
        return switch (type) {
            case FAT12 -> asked ? List.of(1, 2, 4, 8, 16, 32, CLUSTER_SECTORS_MAX) : List.of(1, 2, 4, 8);
            case FAT16 -> asked ? List.of(4, 2, 1, 8, 16, 32, CLUSTER_SECTORS_MAX) : List.of(4, 2, 1, 8, 16);
            case FAT32 -> List.of(8, 4, 2, 1, 16, 32, CLUSTER_SECTORS_MAX);
        };
    }

    private static @Nullable FatGeometry tryOut(FatType type, int clusterSectors, Demand demand, FatOptions options) {
        int clusterBytes = clusterSectors * BootSector.SIZE;
        long needed = demand.clusters(clusterBytes, type == FatType.FAT32);
        if (options.fixedBytes() > 0) {
            FatGeometry fixed = ofTotal(type, clusterSectors, demand, options.fixedBytes() / BootSector.SIZE);
            boolean fits =
                    fixed.clusters >= Math.max(needed, type.clustersMin()) && fixed.clusters <= type.clustersMax();
            return fits ? fixed : null;
        }
        long wanted = Math.max(
                needed + Math.ceilDiv(options.freeBytes(), clusterBytes),
                Math.ceilDiv(options.minimumBytes(), clusterBytes));
        // Only the smallest cluster is worth filling up with free ones.
        if (wanted > type.clustersMax() || (wanted < type.clustersMin() && clusterSectors > 1)) {
            return null;
        }
        FatGeometry geometry = ofClusters(type, clusterSectors, demand, Math.max(wanted, type.clustersMin()));
        return geometry.totalSectors <= TOTAL_SECTORS_MAX ? geometry : null;
    }

    private static FatGeometry ofClusters(FatType type, int clusterSectors, Demand demand, long clusters) {
        int rootEntries = rootEntries(type, demand);
        long tableSectors = type.tableSectors(clusters);
        int reserved = reserved(type, clusterSectors, tableSectors, rootEntries);
        long data = reserved + TABLES * tableSectors + rootEntries / ENTRIES_PER_SECTOR;
        return new FatGeometry(
                type, clusterSectors, reserved, tableSectors, rootEntries, clusters, data + clusters * clusterSectors);
    }

    /// @param total the exact size. The number of clusters comes out negative where it is too small
    private static FatGeometry ofTotal(FatType type, int clusterSectors, Demand demand, long total) {
        int rootEntries = rootEntries(type, demand);
        // As if the tables took no room: at most a little larger than they must be.
        long tableSectors = type.tableSectors(total / clusterSectors);
        int reserved = reserved(type, clusterSectors, tableSectors, rootEntries);
        long data = reserved + TABLES * tableSectors + rootEntries / ENTRIES_PER_SECTOR;
        long clusters = Math.floorDiv(total - data, clusterSectors);
        return new FatGeometry(type, clusterSectors, reserved, tableSectors, rootEntries, clusters, total);
    }

    /// As many as usual, or more where they are needed, in whole sectors.
    private static int rootEntries(FatType type, Demand demand) {
        int usual = switch (type) {
            case FAT12 -> 224;
            case FAT16 -> 512;
            case FAT32 -> 0;
        };
        return usual == 0
                ? 0
                : Math.max(usual, Math.ceilDiv(demand.rootEntries(), ENTRIES_PER_SECTOR) * ENTRIES_PER_SECTOR);
    }

    /// The usual number, and more so that clusters are aligned to their size.
    private static int reserved(FatType type, int clusterSectors, long tableSectors, int rootEntries) {
        int usual = type == FatType.FAT32 ? 32 : 1;
        long data = usual + TABLES * tableSectors + rootEntries / ENTRIES_PER_SECTOR;
        return usual + Math.floorMod(-data, clusterSectors);
    }

    private static String tooLarge(Demand demand, FatOptions options) {
        long bytes = demand.clusters(BootSector.SIZE, true) * BootSector.SIZE;
        String type = options.type() == null ? "FAT" : options.type().name();
        return options.fixedBytes() > 0
                ? "the content takes about %d bytes, or another number of clusters than %s can have: it does not fit into %d bytes"
                        .formatted(bytes, type, options.fixedBytes())
                : "the content takes about %d bytes, more than %s can hold".formatted(bytes, type);
    }

    int clusterBytes() {
        return clusterSectors * BootSector.SIZE;
    }

    BootSector bootSector(FatOptions options) {
        boolean fat32 = type == FatType.FAT32;
        return new BootSector(
                BootSector.SIZE,
                clusterSectors,
                reservedSectors,
                TABLES,
                rootEntries,
                totalSectors,
                tableSectors,
                options.hiddenSectors(),
                fat32 ? FatLayout.FIRST_CLUSTER : 0,
                options.volumeId(),
                options.volumeLabel().isEmpty() ? BootSector.NO_LABEL : ShortName.ofLabel(options.volumeLabel()),
                fat32);
    }
}
