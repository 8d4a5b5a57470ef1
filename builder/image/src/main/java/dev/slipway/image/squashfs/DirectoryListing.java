package dev.slipway.image.squashfs;

import dev.slipway.image.tree.FileName;
import java.util.ArrayList;
import java.util.List;

/// The listing of one directory, cut into runs of entries that share a header; every 8 KiB a run begins, so that an
/// index can point there.
final class DirectoryListing {

    private static final int NUMBER_DELTA_MAX = Short.MAX_VALUE;
    private static final int NUMBER_DELTA_MIN = Short.MIN_VALUE;

    private final List<Run> runs = new ArrayList<>();
    private long bytes;
    private long bytesAtIndex;

    /// Appends a name; they come in order.
    void add(FileName name, InodeType type, long number, MetadataReference inode) {
        int entryBytes = DirectoryEntry.FIXED_BYTES + name.length();
        boolean blockFull = bytes + entryBytes - bytesAtIndex > MetadataWriter.BLOCK_BYTES;
        Run run = runs.isEmpty() ? null : runs.getLast();
        if (run == null || blockFull || !run.takes(number, inode)) {
            if (blockFull) {
                bytesAtIndex = bytes;
            }
            run = new Run(bytes, inode.block(), number, blockFull);
            runs.add(run);
            bytes += DirectoryHeader.SIZE;
        }
        run.entries.add(new DirectoryEntry(inode.offset(), (int) (number - run.number), type, name));
        bytes += entryBytes;
    }

    /// The size on the disk.
    long bytes() {
        return bytes;
    }

    /// Appends the listing to the directory table.
    ///
    /// @return the index into it, empty for a short one
    List<DirectoryIndexEntry> writeTo(MetadataWriter directories) {
        List<DirectoryIndexEntry> index = new ArrayList<>();
        for (Run run : runs) {
            MetadataReference place =
                    directories.put(new DirectoryHeader(run.entries.size(), run.inodeBlock, run.number));
            run.entries.forEach(directories::put);
            if (run.indexed) {
                index.add(new DirectoryIndexEntry(
                        run.start, place.block(), run.entries.getFirst().name()));
            }
        }
        return index;
    }

    /// Entries under one header.
    private static final class Run {
        private final long start;
        private final long inodeBlock;
        private final long number;
        private final boolean indexed;
        private final List<DirectoryEntry> entries = new ArrayList<>();

        Run(long start, long inodeBlock, long number, boolean indexed) {
            this.start = start;
            this.inodeBlock = inodeBlock;
            this.number = number;
            this.indexed = indexed;
        }

        boolean takes(long otherNumber, MetadataReference inode) {
            long delta = otherNumber - number;
            return entries.size() < DirectoryHeader.COUNT_MAX
                    && inode.block() == inodeBlock
                    && delta >= NUMBER_DELTA_MIN
                    && delta <= NUMBER_DELTA_MAX;
        }
    }
}
