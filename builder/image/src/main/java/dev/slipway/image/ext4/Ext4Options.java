package dev.slipway.image.ext4;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// How an ext4 file system is to be made. Begin with [#of] and change what matters.
///
/// @param sizeBytes the size of the partition, which the image has exactly
/// @param label up to 16 bytes, or empty for none
/// @param uuid the file system's UUID, by which boot loaders find it; checksums begin with it
/// @param time when it was made, and the time of what the tree does not hold
/// @param reservedPercent how much is kept for root, 0 to 50
/// @param bytesPerInode for how many bytes there is an inode: a power of two from 4096 on
/// @param capacities the room that files get whatever their content, in bytes by path (`dir/file`). Two trees
///     that differ in the content of such files alone give file systems that differ in those files, and their
///     inodes, alone
public record Ext4Options(
        long sizeBytes,
        String label,
        UUID uuid,
        Instant time,
        int reservedPercent,
        long bytesPerInode,
        SortedMap<String, Long> capacities) {

    /// What everybody's file systems have.
    public static final long BYTES_PER_INODE_DEFAULT = 16384;

    /// The smallest file system, which still holds a journal.
    public static final long SIZE_MIN = 8L << 20;

    private static final int RESERVED_DEFAULT = 5;
    private static final int RESERVED_MAX = 50;
    private static final long BYTES_PER_INODE_MIN = 4096;
    private static final long BYTES_PER_INODE_MAX = 64L << 20;
    private static final long SIZE_MAX = 1L << 44;

    public Ext4Options {
        requireNonNull(uuid, "uuid is null");
        requireNonNull(time, "time is null");
        if (sizeBytes < SIZE_MIN || sizeBytes >= SIZE_MAX) {
            throw new IllegalArgumentException(
                    "size of %d bytes is not in %d to 16 TiB".formatted(sizeBytes, SIZE_MIN));
        }
        if (label.getBytes(StandardCharsets.UTF_8).length > Superblock.LABEL_BYTES || label.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "label '%s' is longer than %d bytes or holds NUL".formatted(label, Superblock.LABEL_BYTES));
        }
        if (reservedPercent < 0 || reservedPercent > RESERVED_MAX) {
            throw new IllegalArgumentException(
                    "%d percent for root are not in 0..%d".formatted(reservedPercent, RESERVED_MAX));
        }
        if (bytesPerInode < BYTES_PER_INODE_MIN
                || bytesPerInode > BYTES_PER_INODE_MAX
                || Long.bitCount(bytesPerInode) != 1) {
            throw new IllegalArgumentException("%d bytes per inode are no power of two in %d..%d"
                    .formatted(bytesPerInode, BYTES_PER_INODE_MIN, BYTES_PER_INODE_MAX));
        }
        capacities = Collections.unmodifiableSortedMap(new TreeMap<>(capacities));
        capacities.forEach((path, bytes) -> {
            if (bytes < 0) {
                throw new IllegalArgumentException("capacity of %d bytes for '%s'".formatted(bytes, path));
            }
        });
    }

    /// A file system as `mke2fs` makes it unasked.
    public static Ext4Options of(long sizeBytes, String label, UUID uuid, Instant time) {
        return new Ext4Options(
                sizeBytes, label, uuid, time, RESERVED_DEFAULT, BYTES_PER_INODE_DEFAULT, Collections.emptySortedMap());
    }

    /// The same with this much kept for root.
    public Ext4Options withReservedPercent(int percent) {
        return new Ext4Options(sizeBytes, label, uuid, time, percent, bytesPerInode, capacities);
    }

    /// The same with an inode for so many bytes.
    public Ext4Options withBytesPerInode(long bytes) {
        return new Ext4Options(sizeBytes, label, uuid, time, reservedPercent, bytes, capacities);
    }

    /// The same with room for files.
    public Ext4Options withCapacities(SortedMap<String, Long> newCapacities) {
        return new Ext4Options(sizeBytes, label, uuid, time, reservedPercent, bytesPerInode, newCapacities);
    }
}
