package dev.slipway.image.squashfs;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.compression.Compression;
import java.time.Instant;

/// How a squashfs is written.
///
/// @param compression of data and tables alike
/// @param blockBytes the size of a data block: a power of two, 4 KiB to 1 MiB
/// @param fragments what is packed together into shared blocks
/// @param exportable whether there is a table from inode numbers to inodes, which NFS and `open_by_handle_at` need
/// @param modified the time of the file system itself, whole seconds
/// @param threads how many threads compress; changes nothing in the result
public record SquashfsOptions(
        Compression compression,
        int blockBytes,
        Fragments fragments,
        boolean exportable,
        Instant modified,
        int threads) {

    public static final int BLOCK_BYTES_MIN = 4 << 10;
    public static final int BLOCK_BYTES_USUAL = 128 << 10;
    public static final int BLOCK_BYTES_MAX = 1 << 20;

    private static final int THREADS_MAX = 1024;

    public SquashfsOptions {
        requireNonNull(compression, "compression is null");
        requireNonNull(fragments, "fragments is null");
        requireNonNull(modified, "modified is null");
        if (blockBytes < BLOCK_BYTES_MIN || blockBytes > BLOCK_BYTES_MAX || Integer.bitCount(blockBytes) != 1) {
            throw new IllegalArgumentException("block of %d bytes is not a power of two in %d..%d"
                    .formatted(blockBytes, BLOCK_BYTES_MIN, BLOCK_BYTES_MAX));
        }
        if (threads < 1 || threads > THREADS_MAX) {
            throw new IllegalArgumentException("%d threads are not in 1..%d".formatted(threads, THREADS_MAX));
        }
    }

    /// What `mksquashfs` does when not told otherwise, on all processors.
    ///
    /// @param modified the time of the file system itself: `SOURCE_DATE_EPOCH`, or the time of the newest file
    public static SquashfsOptions of(Compression compression, Instant modified) {
        return new SquashfsOptions(
                compression,
                BLOCK_BYTES_USUAL,
                Fragments.SMALL_FILES,
                true,
                modified,
                Runtime.getRuntime().availableProcessors());
    }

    /// The same with another size of a data block.
    public SquashfsOptions withBlockBytes(int newBlockBytes) {
        return new SquashfsOptions(compression, newBlockBytes, fragments, exportable, modified, threads);
    }

    /// The same with other fragments.
    public SquashfsOptions withFragments(Fragments newFragments) {
        return new SquashfsOptions(compression, blockBytes, newFragments, exportable, modified, threads);
    }

    /// The same with or without an export table.
    public SquashfsOptions withExportable(boolean newExportable) {
        return new SquashfsOptions(compression, blockBytes, fragments, newExportable, modified, threads);
    }

    /// The same with another number of threads.
    public SquashfsOptions withThreads(int newThreads) {
        return new SquashfsOptions(compression, blockBytes, fragments, exportable, modified, newThreads);
    }

    /// What is packed together with others into shared blocks.
    public enum Fragments {
        /// Nothing: every file has blocks of its own.
        NONE,
        /// Files that are smaller than a block.
        SMALL_FILES,
        /// These, and what larger files have beyond their last whole block: the smallest image.
        ALL_TAILS
    }
}
