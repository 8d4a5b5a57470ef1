package dev.slipway.ova.vmdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What follows the grains: the grain tables that have any, the grain directory, the footer, the end of the stream. It
/// follows from the places of the grains alone.
final class StreamTail {

    private StreamTail() {}

    /// @param start the sector of the file where it begins
    /// @param capacity of the disk, in sectors
    static byte[] encode(GrainPlaces places, long start, long capacity) {
        SparseExtentHeader header = SparseExtentHeader.streamOptimized(capacity, 0);
        ByteBuffer directory = ByteBuffer.allocate((int) Grain.padded((long) header.tables() * Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        int tables = tables(places);
        ByteBuffer out = ByteBuffer.allocate(tables * (MetadataMarker.SIZE + Grain.TABLE_BYTES)
                        + directory.capacity()
                        + 4 * MetadataMarker.SIZE)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < places.count(); ) {
            int table = places.number(from) / Grain.TABLE_ENTRIES;
            out.put(marker(Grain.TABLE_BYTES, MetadataMarker.Type.GRAIN_TABLE));
            directory.putInt(table * Integer.BYTES, (int) sector(start, out));
            from = putTable(places, from, table, out);
        }
        out.put(marker(directory.capacity(), MetadataMarker.Type.GRAIN_DIRECTORY));
        long directorySector = sector(start, out);
        out.put(directory);
        out.put(marker(SparseExtentHeader.SIZE, MetadataMarker.Type.FOOTER));
        out.put(SparseExtentHeader.streamOptimized(capacity, directorySector).encode());
        out.put(marker(0, MetadataMarker.Type.END_OF_STREAM));
        assert !out.hasRemaining() : "the tail is as long as it was worked out";
        return out.array();
    }

    private static int tables(GrainPlaces places) {
        int tables = 0;
        int last = -1;
        for (int i = 0; i < places.count(); i++) {
            int table = places.number(i) / Grain.TABLE_ENTRIES;
            tables += table != last ? 1 : 0;
            last = table;
        }
        return tables;
    }

    /// Puts a table, and gives the first grain of another one.
    private static int putTable(GrainPlaces places, int from, int table, ByteBuffer out) {
        int[] entries = new int[Grain.TABLE_ENTRIES];
        int next = from;
        while (next < places.count() && places.number(next) / Grain.TABLE_ENTRIES == table) {
            entries[places.number(next) % Grain.TABLE_ENTRIES] = (int) places.sector(next);
            next++;
        }
        for (int entry : entries) {
            out.putInt(entry);
        }
        return next;
    }

    private static byte[] marker(int bytes, MetadataMarker.Type type) {
        return new MetadataMarker(bytes / SparseExtentHeader.SECTOR_BYTES, type).encode();
    }

    private static long sector(long start, ByteBuffer out) {
        return start + out.position() / SparseExtentHeader.SECTOR_BYTES;
    }
}
