package dev.slipway.ova.vmdk;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads the grain directory and its tables (Virtual Disk Format 5.0, "Hosted Sparse Extents"). Tables and grains must
/// lie in the file, each in a place of its own: so the work is bounded by the size of the file.
final class GrainTables {

    private static final String DIRECTORY = "VMDK grain directory";
    private static final String TABLE = "VMDK grain table";
    private static final int SECTOR = SparseExtentHeader.SECTOR_BYTES;
    private static final int CHUNK_BYTES = 1 << 16;

    private final ImageReader file;
    private final SparseExtentHeader header;
    private final GrainPlaces.Builder places = new GrainPlaces.Builder();

    private GrainTables(ImageReader file, SparseExtentHeader header) {
        this.file = file;
        this.header = header;
    }

    static GrainPlaces read(ImageReader file, SparseExtentHeader header) throws IOException {
        return new GrainTables(file, header).read();
    }

    private GrainPlaces read() throws IOException {
        int[] directory = directory();
        requireApart(directory);
        for (int i = 0; i < directory.length; i++) {
            if (directory[i] != 0) {
                table(i, Integer.toUnsignedLong(directory[i]) * SECTOR);
            }
        }
        GrainPlaces read = places.build();
        long apart = header.isCompressed() ? 1 : header.grainSize();
        if (read.nearest() < apart) {
            throw new MalformedImageException(
                    TABLE, header.directory() * SECTOR, "two grains lie in the same place of the file");
        }
        return read;
    }

    private int[] directory() throws IOException {
        long offset = header.directory() * SECTOR;
        int tables = header.tables();
        if (header.directory() < 1 || header.directory() > file.size() / SECTOR) {
            throw new MalformedImageException(
                    DIRECTORY,
                    0,
                    "expected at a sector of the file, which has %d, found at sector %s"
                            .formatted(file.size() / SECTOR, Long.toUnsignedString(header.directory())));
        }
        long bytes = (long) tables * Integer.BYTES;
        if (bytes > file.size() - offset) {
            throw new MalformedImageException(
                    DIRECTORY,
                    offset,
                    "expected %d bytes for a disk of %d sectors, but the file ends at byte %d"
                            .formatted(bytes, header.capacity(), file.size()));
        }
        int[] directory = new int[tables];
        int entries = CHUNK_BYTES / Integer.BYTES;
        for (int done = 0; done < tables; done += entries) {
            int count = Math.min(entries, tables - done);
            file.read(DIRECTORY, offset + (long) done * Integer.BYTES, count * Integer.BYTES)
                    .asIntBuffer()
                    .get(directory, done, count);
        }
        return directory;
    }

    private void requireApart(int[] directory) throws MalformedImageException {
        long[] sectors = Arrays.stream(directory)
                .filter(sector -> sector != 0)
                .mapToLong(Integer::toUnsignedLong)
                .sorted()
                .toArray();
        for (int i = 1; i < sectors.length; i++) {
            if ((sectors[i] - sectors[i - 1]) * SECTOR < tableBytes()) {
                throw new MalformedImageException(
                        DIRECTORY,
                        header.directory() * SECTOR,
                        "the grain tables at sectors %d and %d lie upon each other"
                                .formatted(sectors[i - 1], sectors[i]));
            }
        }
    }

    private int tableBytes() {
        return header.tableEntries() * Integer.BYTES;
    }

    private void table(int index, long offset) throws IOException {
        ByteBuffer table = file.read(TABLE, offset, tableBytes());
        for (int i = 0; i < header.tableEntries(); i++) {
            long sector = Integer.toUnsignedLong(table.getInt());
            long grain = (long) index * header.tableEntries() + i;
            if (sector == 0 || (sector == 1 && header.hasZeroedGrains())) {
                continue;
            }
            long bytes = header.isCompressed() ? GrainMarker.SIZE + 1 : header.grainBytes();
            if (grain >= header.grains()) {
                throw malformed(offset, i, "grain %d lies behind the end of the disk".formatted(grain));
            }
            if (sector * SECTOR > file.size() - bytes) {
                throw malformed(
                        offset,
                        i,
                        "grain %d would begin at sector %d, but the file ends at byte %d"
                                .formatted(grain, sector, file.size()));
            }
            if (places.count() >= file.size() / SECTOR) {
                throw malformed(offset, i, "more grains than the file has sectors");
            }
            places.add((int) grain, sector);
        }
    }

    private static MalformedImageException malformed(long table, int entry, String problem) {
        return new MalformedImageException(TABLE, table + (long) entry * Integer.BYTES, problem);
    }
}
