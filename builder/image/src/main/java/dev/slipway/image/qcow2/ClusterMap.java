package dev.slipway.image.qcow2;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.stream.LongStream;

/// The tables of two levels that say where clusters lie. Level 2 tables are read when they are needed: one takes a
/// cluster, a disk may have many thousands.
final class ClusterMap {

    private static final String L1 = "qcow2 level 1 table";
    private static final String L2 = "qcow2 level 2 table";
    private static final int CHUNK_ENTRIES = 8192;

    private final Qcow2Header header;
    private final long fileBytes;
    /// Where the level 2 tables begin; 0 where there is none.
    private final long[] tables;

    private ClusterMap(Qcow2Header header, long fileBytes, long[] tables) {
        this.header = header;
        this.fileBytes = fileBytes;
        this.tables = tables;
    }

    /// Takes a cluster, where it begins on the disk and how much of it lies there; zeros may be many clusters at once.
    @FunctionalInterface
    interface Visitor {
        void visit(long position, long length, Cluster cluster) throws IOException;
    }

    static ClusterMap read(ImageReader file, Qcow2Header header) throws IOException {
        if (file.size() >> header.clusterBits() >= Integer.MAX_VALUE) {
            throw new MalformedImageException(
                    Qcow2Header.NAME, 0, "more clusters in %d bytes than can be counted".formatted(file.size()));
        }
        int needed = (int) Math.ceilDiv(header.size(), (long) header.clusterBytes() * header.l2Size());
        long[] tables = new long[needed];
        for (int done = 0; done < needed; done += CHUNK_ENTRIES) {
            int count = Math.min(CHUNK_ENTRIES, needed - done);
            file.read(L1, header.l1Offset() + (long) done * Long.BYTES, count * Long.BYTES)
                    .order(ByteOrder.BIG_ENDIAN)
                    .asLongBuffer()
                    .get(tables, done, count);
        }
        ClusterMap map = new ClusterMap(header, file.size(), tables);
        map.checkTables();
        return map;
    }

    /// Each table lies in the file, in a cluster of its own.
    private void checkTables() throws MalformedImageException {
        BitSet taken = new BitSet();
        for (int i = 0; i < tables.length; i++) {
            long at = header.l1Offset() + (long) i * Long.BYTES;
            if ((tables[i] & ~(Cluster.OFFSET | Cluster.COPIED)) != 0) {
                throw new MalformedImageException(
                        L1, at, "an entry of %016x has bits that are not known".formatted(tables[i]));
            }
            tables[i] &= Cluster.OFFSET;
            if (tables[i] != 0) {
                take(tables[i], header.clusterBytes(), taken, "level 2 table", L1, at);
            }
        }
    }

    /// How many parts of the disk there are, one for each entry of the level 1 table.
    int parts() {
        return tables.length;
    }

    /// Visits all clusters and checks that each lies in the file, in a place of its own: so what the file expands to is
    /// bounded by its size.
    void check(ImageReader file, Visitor visitor) throws IOException {
        BitSet taken = new BitSet();
        LongStream.Builder compressed = LongStream.builder();
        for (int part = 0; part < parts(); part++) {
            visit(file, part, (position, length, cluster) -> {
                switch (cluster) {
                    case Cluster.Zeros ignored -> {}
                    case Cluster.Plain(long offset) -> take(offset, length, taken, "cluster", L2, offset);
                    case Cluster.Compressed(long offset, int ignored) -> compressed.add(offset);
                }
                visitor.visit(position, length, cluster);
            });
        }
        long[] sorted = compressed.build().sorted().toArray();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new MalformedImageException(L2, sorted[i], "two compressed clusters lie in the same place");
            }
        }
    }

    private void take(long offset, long length, BitSet taken, String what, String structure, long at)
            throws MalformedImageException {
        if (offset % header.clusterBytes() != 0 || offset > fileBytes - length) {
            throw new MalformedImageException(
                    structure,
                    at,
                    "the %s would lie at byte %d, but the file ends at byte %d".formatted(what, offset, fileBytes));
        }
        int index = (int) (offset >> header.clusterBits());
        if (taken.get(index)) {
            throw new MalformedImageException(
                    structure, at, "the %s lies at byte %d, where another lies".formatted(what, offset));
        }
        taken.set(index);
    }

    /// Visits the clusters of a part in order, zeros too.
    void visit(ImageReader file, int part, Visitor visitor) throws IOException {
        int entries = header.l2Size();
        long start = ((long) part * entries) << header.clusterBits();
        if (tables[part] == 0) {
            long end = Math.min(header.size(), start + ((long) entries << header.clusterBits()));
            visitor.visit(start, end - start, Cluster.ZEROS);
            return;
        }
        ByteBuffer table = file.read(L2, tables[part], header.clusterBytes()).order(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < entries; i++) {
            long position = start + ((long) i << header.clusterBits());
            if (position >= header.size()) {
                return;
            }
            long at = tables[part] + (long) i * Long.BYTES;
            Cluster cluster = Cluster.decode(table.getLong(), header, at);
            if (cluster instanceof Cluster.Compressed(long offset, int ignored) && offset >= fileBytes) {
                throw new MalformedImageException(
                        L2,
                        at,
                        "compressed data would lie at byte %d, but the file ends at byte %d"
                                .formatted(offset, fileBytes));
            }
            visitor.visit(position, Math.min(header.clusterBytes(), header.size() - position), cluster);
        }
    }
}
