package dev.slipway.ova.vmdk;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/// The header of a sparse extent (Virtual Disk Format 5.0, "Hosted Sparse Extents"), which a footer repeats in full
/// ("Stream-Optimized Compressed Sparse Extents"). 512 bytes, little-endian, all places and sizes in sectors.
///
/// @param version 1, 2 with zeroed grains, 3 with markers
/// @param flags which of the FLAG constants hold
/// @param capacity the size of the disk
/// @param grainSize the size of a grain, a power of two
/// @param descriptorOffset where the embedded descriptor begins; 0 where there is none
/// @param descriptorSize the room for it
/// @param tableEntries entries of a grain table
/// @param redundantDirectory where the redundant grain directory begins; 0 where there is none
/// @param directory where the grain directory begins, or [#DIRECTORY_AT_END]
/// @param overhead what lies before the first grain
/// @param uncleanShutdown whether somebody had it open and did not close it
/// @param compression 0 or [#DEFLATE]
record SparseExtentHeader(
        int version,
        int flags,
        long capacity,
        long grainSize,
        long descriptorOffset,
        long descriptorSize,
        int tableEntries,
        long redundantDirectory,
        long directory,
        long overhead,
        boolean uncleanShutdown,
        int compression) {

    static final int SECTOR_BYTES = 512;
    static final int SIZE = SECTOR_BYTES;

    /// The bytes of [#LINE_ENDS] are as they were written.
    static final int FLAG_LINE_ENDS = 1;

    /// An entry of a grain table may be 1: a grain of zeros.
    static final int FLAG_ZEROED_GRAINS = 1 << 2;

    static final int FLAG_COMPRESSED = 1 << 16;
    static final int FLAG_MARKERS = 1 << 17;
    /// Flags above these must be understood by who reads.
    private static final int FLAGS_INCOMPATIBLE = 0xFFFF_0000;

    static final int DEFLATE = 1;

    /// The place of the grain directory stands in the footer.
    static final long DIRECTORY_AT_END = -1;

    /// 64 TiB; disks of vSphere end at 62.
    static final long CAPACITY_SECTORS_MAX = 1L << 37;

    /// 1 MiB; everybody writes 64 KiB.
    static final int GRAIN_SECTORS_MAX = 2048;

    private static final int TABLE_ENTRIES_MIN = 128;
    private static final int TABLE_ENTRIES_MAX = 4096;
    private static final int VERSION_MAX = 3;
    private static final byte[] MAGIC = {'K', 'D', 'M', 'V'};
    private static final byte[] LINE_ENDS = {'\n', ' ', '\r', '\n'};
    private static final int LINE_ENDS_OFFSET = 73;

    /// What is written: streamOptimized in the way of VMware's own tools.
    static SparseExtentHeader streamOptimized(long capacity, long directory) {
        return new SparseExtentHeader(
                3,
                FLAG_LINE_ENDS | FLAG_COMPRESSED | FLAG_MARKERS,
                capacity,
                Grain.SECTORS,
                1,
                DiskDescriptor.SECTORS,
                Grain.TABLE_ENTRIES,
                0,
                directory,
                Grain.OVERHEAD_SECTORS,
                false,
                DEFLATE);
    }

    SparseExtentHeader withDescriptor(long offset, long size) {
        return new SparseExtentHeader(
                version,
                flags,
                capacity,
                grainSize,
                offset,
                size,
                tableEntries,
                redundantDirectory,
                directory,
                overhead,
                uncleanShutdown,
                compression);
    }

    boolean isCompressed() {
        return (flags & FLAG_COMPRESSED) != 0;
    }

    boolean hasMarkers() {
        return (flags & FLAG_MARKERS) != 0;
    }

    /// Whether an entry of 1 is a grain of zeros.
    boolean hasZeroedGrains() {
        return (flags & FLAG_ZEROED_GRAINS) != 0;
    }

    int grainBytes() {
        return Math.toIntExact(grainSize * SECTOR_BYTES);
    }

    /// How many grains the disk has, present or not.
    long grains() {
        return Math.ceilDiv(capacity, grainSize);
    }

    /// How many entries the grain directory has.
    int tables() {
        return Math.toIntExact(Math.ceilDiv(grains(), tableEntries));
    }

    /// This header with the directory's place, as the footer has it.
    boolean isRepeatedBy(SparseExtentHeader footer) {
        return version == footer.version
                && flags == footer.flags
                && capacity == footer.capacity
                && grainSize == footer.grainSize
                && tableEntries == footer.tableEntries
                && compression == footer.compression;
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(version).putInt(flags);
        out.putLong(capacity).putLong(grainSize).putLong(descriptorOffset).putLong(descriptorSize);
        out.putInt(tableEntries);
        out.putLong(redundantDirectory).putLong(directory).putLong(overhead);
        out.put((byte) (uncleanShutdown ? 1 : 0)).put(LINE_ENDS).putShort((short) compression);
        return out.array();
    }

    /// @param structure header or footer, for messages
    /// @param offset where it lies in the file, in bytes, for messages
    static SparseExtentHeader decode(ByteBuffer sector, String structure, long offset) throws MalformedImageException {
        expectBytes(sector, 0, MAGIC, "magic number", structure, offset);
        ByteBuffer in = sector.slice(MAGIC.length, SIZE - MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
        var header = new SparseExtentHeader(
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.get() != 0,
                Short.toUnsignedInt(in.getShort(in.position() + LINE_ENDS.length)));
        if ((header.flags & FLAG_LINE_ENDS) != 0) {
            expectBytes(sector, LINE_ENDS_OFFSET, LINE_ENDS, "line ends (copied as text?)", structure, offset);
        }
        String problem = header.problem();
        if (!problem.isEmpty()) {
            throw new MalformedImageException(structure, offset, problem);
        }
        return header;
    }

    private static void expectBytes(
            ByteBuffer sector, int at, byte[] expected, String what, String structure, long offset)
            throws MalformedImageException {
        byte[] found = new byte[expected.length];
        sector.get(at, found);
        if (!Arrays.equals(found, expected)) {
            HexFormat hex = HexFormat.of();
            throw new MalformedImageException(
                    structure,
                    offset + at,
                    "expected %s %s, found %s".formatted(what, hex.formatHex(expected), hex.formatHex(found)));
        }
    }

    /// What cannot be, or empty.
    private String problem() {
        if (version < 1 || version > VERSION_MAX) {
            return "expected version 1 to 3, found %s".formatted(Integer.toUnsignedString(version));
        }
        if ((flags & FLAGS_INCOMPATIBLE & ~(FLAG_COMPRESSED | FLAG_MARKERS)) != 0) {
            return "flags 0x%08x ask for what is not known".formatted(flags);
        }
        if ((hasMarkers() && !isCompressed()) || compression != (isCompressed() ? DEFLATE : 0)) {
            return "flags 0x%08x do not go with compression %d".formatted(flags, compression);
        }
        if (capacity < 0 || capacity > CAPACITY_SECTORS_MAX) {
            return "a capacity of %s sectors is more than %d"
                    .formatted(Long.toUnsignedString(capacity), CAPACITY_SECTORS_MAX);
        }
        if (grainSize < 1 || grainSize > GRAIN_SECTORS_MAX || Long.bitCount(grainSize) != 1) {
            return "grains of %s sectors are no power of two up to %d"
                    .formatted(Long.toUnsignedString(grainSize), GRAIN_SECTORS_MAX);
        }
        if (tableEntries < TABLE_ENTRIES_MIN
                || tableEntries > TABLE_ENTRIES_MAX
                || Integer.bitCount(tableEntries) != 1) {
            return "grain tables of %s entries, not of a power of two from %d to %d"
                    .formatted(Integer.toUnsignedString(tableEntries), TABLE_ENTRIES_MIN, TABLE_ENTRIES_MAX);
        }
        if (grains() > Integer.MAX_VALUE) {
            return "%d grains are more than %d".formatted(grains(), Integer.MAX_VALUE);
        }
        return "";
    }
}
