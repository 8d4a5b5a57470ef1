package dev.slipway.image.partition;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A GUID partition table (UEFI 2.10, section 5.3): what stands at both ends of a disk. Plan one with
/// [#plan] and lay it over a disk with [#overlay]; read one with [GptReader#read].
///
/// @param diskSectors the size of the disk
/// @param diskGuid the disk's GUID
/// @param firstUsableLba the first sector that a partition may have
/// @param lastUsableLba the last sector that a partition may have, inclusive
/// @param partitions the entries: number 1 is the first; [GptPartition#UNUSED] in gaps, none at the end
public record GptTable(
        long diskSectors, Guid diskGuid, long firstUsableLba, long lastUsableLba, List<GptPartition> partitions) {

    /// The size of a sector. Disks with larger ones are not supported.
    public static final int SECTOR_BYTES = 512;

    /// How many entries our tables have: the least that UEFI allows, and what everybody writes.
    public static final int ENTRY_COUNT = 128;

    /// The size of the table at either end of the disk, the MBR not counted: a header and 32 sectors of entries.
    public static final int REGION_SECTORS = 33;

    private static final int REGION_BYTES = REGION_SECTORS * SECTOR_BYTES;
    private static final int PRIMARY_LBA = 1;

    public GptTable {
        requireNonNull(diskGuid, "diskGuid is null");
        List<GptPartition> used = new ArrayList<>(partitions);
        while (!used.isEmpty() && !used.getLast().isUsed()) {
            used.removeLast();
        }
        partitions = List.copyOf(used);
    }

    /// Plans a table.
    ///
    /// @param diskSectors the size of the disk, both copies of the table included
    /// @param partitions the entries in the order of their numbers; [GptPartition#UNUSED] leaves a number out
    /// @throws IllegalArgumentException where a partition lies outside the usable sectors or overlaps another one
    public static GptTable plan(long diskSectors, Guid diskGuid, List<GptPartition> partitions) {
        long firstUsable = PRIMARY_LBA + REGION_SECTORS;
        long lastUsable = diskSectors - REGION_SECTORS - 1;
        if (lastUsable < firstUsable || diskSectors > Long.MAX_VALUE / SECTOR_BYTES) {
            throw new IllegalArgumentException("no GPT fits on a disk of %d sectors".formatted(diskSectors));
        }
        if (partitions.size() > ENTRY_COUNT) {
            throw new IllegalArgumentException("%d partitions, more than %d".formatted(partitions.size(), ENTRY_COUNT));
        }
        GptTable table = new GptTable(diskSectors, diskGuid, firstUsable, lastUsable, partitions);
        List<String> problems = new ArrayList<>();
        GptChecks.partitions(table, (rule, problem) -> problems.add(problem));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return table;
    }

    /// Whether a disk has a GPT, sound or not: a header's signature in LBA 1 or in the last sector.
    public static boolean isPresent(ImageReader disk) throws IOException {
        return GptReader.hasSignature(disk, PRIMARY_LBA)
                || GptReader.hasSignature(disk, disk.size() / SECTOR_BYTES - 1);
    }

    /// The header at LBA 1 and the array behind it: to be laid over byte 512 of the disk.
    public Image primary() {
        ByteBuffer out = ByteBuffer.allocate(REGION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        primaryHeader().encode(out);
        out.put(entries());
        return Image.ofBytes(out.array());
    }

    /// The array and the header of the last 33 sectors: to be laid over byte [#backupOffset()] of the disk.
    public Image backup() {
        ByteBuffer out = ByteBuffer.allocate(REGION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(entries());
        header(diskSectors - 1, PRIMARY_LBA, diskSectors - REGION_SECTORS).encode(out);
        return Image.ofBytes(out.array());
    }

    /// Where the backup lies, in bytes.
    public long backupOffset() {
        return (diskSectors - REGION_SECTORS) * SECTOR_BYTES;
    }

    /// The disk with both copies laid over it. A disk that is shorter than this table says grows to its size.
    ///
    /// @throws IllegalArgumentException where the disk is longer
    public Image overlay(Image disk) {
        if (disk.size() > diskSectors * SECTOR_BYTES) {
            throw new IllegalArgumentException(
                    "disk of %d bytes, more than the table's %d sectors".formatted(disk.size(), diskSectors));
        }
        return disk.overlay(SECTOR_BYTES, primary()).overlay(backupOffset(), backup());
    }

    private GptHeader primaryHeader() {
        return header(PRIMARY_LBA, diskSectors - 1, PRIMARY_LBA + 1);
    }

    private GptHeader header(long myLba, long alternateLba, long entriesLba) {
        return new GptHeader(
                myLba,
                alternateLba,
                firstUsableLba,
                lastUsableLba,
                diskGuid,
                entriesLba,
                ENTRY_COUNT,
                GptPartition.SIZE,
                GptHeader.crc(entries()));
    }

    private ByteBuffer entries() {
        ByteBuffer out = ByteBuffer.allocate(ENTRY_COUNT * GptPartition.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        partitions.forEach(partition -> partition.encode(out));
        return out.rewind();
    }
}
