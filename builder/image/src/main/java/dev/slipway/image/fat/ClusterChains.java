package dev.slipway.image.fat;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Follows chains through the table of an image. No cluster is passed twice in the life of an instance, so neither a
/// ring nor two files that share clusters can keep a reader busy for longer than the image is large.
final class ClusterChains {

    /// How much of the table is held in memory at a time: little, because a hostile chain jumps and has each read anew.
    private static final int WINDOW_BYTES = 4096;

    private static final String NAME = "FAT chain";

    private final Image image;
    private final ImageReader reader;
    private final BootSector bootSector;
    private final FatType type;
    private final long clusters;
    private final BitSet claimed = new BitSet();
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart = -1;

    ClusterChains(Image image, ImageReader reader, BootSector bootSector) {
        this.image = image;
        this.reader = reader;
        this.bootSector = bootSector;
        type = bootSector.type();
        clusters = bootSector.clusters();
    }

    /// The first `bytes` bytes of a chain.
    Image read(long firstCluster, long bytes) throws IOException {
        long wanted = Math.ceilDiv(bytes, bootSector.clusterBytes());
        Image content = follow(firstCluster, wanted, wanted);
        return content.slice(0, bytes);
    }

    /// All clusters of a chain, at most `bytesMax`.
    Image readAll(long firstCluster, long bytesMax) throws IOException {
        return follow(firstCluster, 1, Math.ceilDiv(bytesMax, bootSector.clusterBytes()));
    }

    /// @param least how many clusters there must be; none behind `most` are looked at
    private Image follow(long firstCluster, long least, long most) throws IOException {
        List<Image> runs = new ArrayList<>();
        long cluster = firstCluster;
        long count = 0;
        long runStart = firstCluster;
        while (count < most) {
            claim(cluster);
            count++;
            int next = next(cluster);
            boolean last = type.isEndOfChain(next);
            if (last && count < least) {
                throw malformed(cluster, "expected a chain of %d clusters, it ends after %d".formatted(least, count));
            }
            if (last || count == most || next != cluster + 1) {
                runs.add(run(runStart, cluster));
                runStart = next;
            }
            if (last) {
                break;
            }
            cluster = next;
        }
        return Image.concat(runs);
    }

    private Image run(long first, long last) {
        long start = bootSector.dataStartSector() * bootSector.sectorBytes()
                + (first - FatLayout.FIRST_CLUSTER) * bootSector.clusterBytes();
        return image.slice(start, (last - first + 1) * bootSector.clusterBytes());
    }

    private void claim(long cluster) throws MalformedImageException {
        if (cluster < FatLayout.FIRST_CLUSTER || cluster >= clusters + FatLayout.FIRST_CLUSTER) {
            throw malformed(cluster, "expected a cluster from 2 to %d, found %d".formatted(clusters + 1, cluster));
        }
        if (claimed.get((int) cluster)) {
            throw malformed(cluster, "cluster %d is used twice".formatted(cluster));
        }
        claimed.set((int) cluster);
    }

    private int next(long cluster) throws IOException {
        long at = cluster * type.entryBits() / 8;
        if (windowStart < 0 || at < windowStart || at - windowStart + 4 > window.capacity()) {
            // One entry may reach beyond the window, so the next window begins at the entry itself.
            windowStart = at;
            long tableBytes = bootSector.tableSectors() * bootSector.sectorBytes();
            int length = (int) Math.min(WINDOW_BYTES, Math.max(4, tableBytes - at));
            window = reader.read("FAT", tableStart() + at, length);
        }
        int offset = (int) (at - windowStart);
        return switch (type) {
            case FAT12 -> (Short.toUnsignedInt(window.getShort(offset)) >> ((cluster & 1) * 4)) & 0xFFF;
            case FAT16 -> Short.toUnsignedInt(window.getShort(offset));
            // The upper four bits are reserved.
            case FAT32 -> window.getInt(offset) & 0x0FFF_FFFF;
        };
    }

    private long tableStart() {
        return (long) bootSector.reservedSectors() * bootSector.sectorBytes();
    }

    private MalformedImageException malformed(long cluster, String problem) {
        long offset = tableStart() + Math.max(0, cluster) * type.entryBits() / 8;
        return new MalformedImageException(NAME, offset, problem);
    }
}
