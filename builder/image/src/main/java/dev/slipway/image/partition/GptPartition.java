package dev.slipway.image.partition;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// An entry of the GPT partition array (UEFI 2.10, table 5.6). 128 bytes, little-endian. What stands in a foreign image
/// may lie outside the disk; [GptFinding]s tell.
///
/// @param type what the partition is for, see [PartitionType]; zero where the entry is not used
/// @param id the partition's own GUID
/// @param firstLba the first sector
/// @param lastLba the last sector, inclusive
/// @param attributes 64 bits, see UEFI 2.10, table 5.8
/// @param name up to 36 UTF-16 units
public record GptPartition(Guid type, Guid id, long firstLba, long lastLba, long attributes, String name) {

    /// The length on disk, in bytes.
    public static final int SIZE = 128;

    /// The longest name, in UTF-16 units.
    public static final int NAME_LENGTH_MAX = 36;

    /// An entry that is not used.
    public static final GptPartition UNUSED = new GptPartition(Guid.ZERO, Guid.ZERO, 0, 0, 0, "");

    public GptPartition {
        requireNonNull(type, "type is null");
        requireNonNull(id, "id is null");
        if (name.length() > NAME_LENGTH_MAX || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "partition name '%s' is longer than %d characters or holds NUL".formatted(name, NAME_LENGTH_MAX));
        }
    }

    /// A partition without attributes.
    public static GptPartition of(Guid type, Guid id, long firstLba, long lastLba, String name) {
        return new GptPartition(type, id, firstLba, lastLba, 0, name);
    }

    /// Whether the entry stands for a partition.
    public boolean isUsed() {
        return !type.equals(Guid.ZERO);
    }

    /// The number of sectors.
    public long sectors() {
        return lastLba - firstLba + 1;
    }

    /// The partition's part of a disk.
    ///
    /// @throws MalformedImageException where it does not lie within the disk
    public Image of(Image disk) throws MalformedImageException {
        long diskSectors = disk.size() / GptTable.SECTOR_BYTES;
        if (firstLba < 0 || lastLba < firstLba || lastLba >= diskSectors) {
            throw new MalformedImageException(
                    "GPT partition '%s'".formatted(name),
                    disk.size(),
                    "expected sectors within a disk of %d, found %d to %d".formatted(diskSectors, firstLba, lastLba));
        }
        return disk.slice(firstLba * GptTable.SECTOR_BYTES, sectors() * GptTable.SECTOR_BYTES);
    }

    boolean overlaps(GptPartition other) {
        return firstLba <= other.lastLba && other.firstLba <= lastLba;
    }

    void encode(ByteBuffer out) {
        int end = out.position() + SIZE;
        type.encode(out);
        id.encode(out);
        out.putLong(firstLba).putLong(lastLba).putLong(attributes);
        out.put(name.getBytes(StandardCharsets.UTF_16LE));
        out.position(end);
    }

    static GptPartition decode(ByteBuffer in) {
        Guid type = Guid.decode(in);
        Guid id = Guid.decode(in);
        long firstLba = in.getLong();
        long lastLba = in.getLong();
        long attributes = in.getLong();
        byte[] name = new byte[2 * NAME_LENGTH_MAX];
        in.get(name);
        String padded = new String(name, StandardCharsets.UTF_16LE);
        int end = padded.indexOf('\0');
        return new GptPartition(type, id, firstLba, lastLba, attributes, end < 0 ? padded : padded.substring(0, end));
    }
}
