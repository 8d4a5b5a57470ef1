package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A directory of one hierarchy: its records, none of which crosses a block (ECMA-119, 6.8.1.1), and behind them the
/// continuation areas of their system use entries.
final class PlannedDirectory {

    private final int index;
    private final PlannedDirectory parent;
    private final Directory directory;
    private final byte[] identifier;
    private final List<PlannedRecord> records = new ArrayList<>();
    private final SystemUseArea.Space continuations = new SystemUseArea.Space();
    private long used;

    private PlannedDirectory(
            int index,
            @org.jspecify.annotations.Nullable PlannedDirectory parent,
            Directory directory,
            byte[] identifier) {
        this.index = index;
        this.parent = parent == null ? this : parent;
        this.directory = directory;
        this.identifier = identifier;
    }

    static PlannedDirectory root(Directory directory) {
        return new PlannedDirectory(0, null, directory, new byte[] {0});
    }

    PlannedDirectory child(int childIndex, Directory child, byte[] childIdentifier) {
        return new PlannedDirectory(childIndex, this, child, childIdentifier);
    }

    /// Appends a record.
    void add(byte[] recordIdentifier, Inode inode, PlannedDirectory target, List<SystemUseEntry> entries) {
        append(recordIdentifier, inode, target, 0, entries);
    }

    /// Appends the records of a file, one for each section.
    void addFile(byte[] recordIdentifier, Inode inode, List<SystemUseEntry> entries) {
        for (int section = 0; section < inode.sections().size(); section++) {
            append(recordIdentifier, inode, null, section, entries);
        }
    }

    private void append(
            byte[] recordIdentifier,
            Inode inode,
            @org.jspecify.annotations.Nullable PlannedDirectory target,
            int section,
            List<SystemUseEntry> entries) {
        SystemUseArea area = SystemUseArea.NONE;
        if (!entries.isEmpty()) {
            int room = DirectoryRecord.BYTES_MAX - DirectoryRecord.bytesBeforeSystemUse(recordIdentifier.length);
            area = SystemUseArea.split(entries, room, continuations);
        }
        int bytes = DirectoryRecord.bytes(recordIdentifier.length, area.bytesInRecord());
        if (used % Blocks.BLOCK_BYTES + bytes > Blocks.BLOCK_BYTES) {
            used = Blocks.alignUp(used, Blocks.BLOCK_BYTES);
        }
        records.add(new PlannedRecord(recordIdentifier, inode, target, section, area, Math.toIntExact(used)));
        used += bytes;
    }

    /// The place in the path table, counted from 0.
    int index() {
        return index;
    }

    PlannedDirectory parent() {
        return parent;
    }

    Directory directory() {
        return directory;
    }

    byte[] identifier() {
        return identifier;
    }

    List<PlannedRecord> records() {
        return records;
    }

    /// The blocks of the records: what directory records call the directory's length.
    long dataBlocks() {
        return Blocks.covering(used);
    }

    long dataBytes() {
        return dataBlocks() * Blocks.BLOCK_BYTES;
    }

    /// All blocks, the continuation areas included.
    long blocks() {
        return dataBlocks() + continuations.blocks();
    }

    /// Writes the directory into a buffer from `start` on.
    void encode(ByteBuffer out, int start, DirectoryBlocks blocks) {
        for (PlannedRecord record : records) {
            record.encode(out, start, this, blocks);
        }
    }
}
