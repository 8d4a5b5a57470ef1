package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The entries of a directory in the order in which they are written, and the blocks that they fill. A block ends
/// with a checksum that looks like an entry without a name (chapter "Directory Entries", `struct
/// ext4_dir_entry_tail`).
final class PlannedDirectory {

    private static final int TAIL_BYTES = 12;
    private static final int TAIL_TYPE = 0xDE;
    private static final int ROOM = Ext4Geometry.BLOCK_BYTES - TAIL_BYTES;
    private static final byte[] SELF = {'.'};
    private static final byte[] PARENT = {'.', '.'};

    private final List<Entry> entries = new ArrayList<>();
    private final int blocksMin;

    PlannedDirectory(PlannedInode self, PlannedInode parent, int blocksMin) {
        this.blocksMin = blocksMin;
        entries.add(new Entry(SELF, self));
        entries.add(new Entry(PARENT, parent));
    }

    void add(byte[] name, PlannedInode inode) {
        entries.add(new Entry(name, inode));
    }

    int blocks() {
        return Math.max(blocksMin, packed().size());
    }

    /// The entries of each block.
    private List<List<Entry>> packed() {
        List<List<Entry>> blocks = new ArrayList<>();
        int left = 0;
        for (Entry entry : entries) {
            int bytes = DirectoryEntry.bytesFor(entry.name.length);
            if (blocks.isEmpty() || left < bytes) {
                blocks.add(new ArrayList<>());
                left = ROOM;
            }
            blocks.getLast().add(entry);
            left -= bytes;
        }
        return blocks;
    }

    /// All blocks, with the numbers that the inodes have.
    Image encode(UUID uuid) {
        byte[] bytes = new byte[blocks() * Ext4Geometry.BLOCK_BYTES];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<List<Entry>> packed = packed();
        for (int block = 0; block < blocks(); block++) {
            int start = block * Ext4Geometry.BLOCK_BYTES;
            out.position(start);
            if (block < packed.size()) {
                encode(packed.get(block), out, start + ROOM);
            } else {
                new DirectoryEntry(0, ROOM, 0, new byte[0]).encode(out);
            }
            out.putInt(0).putShort((short) TAIL_BYTES).put((byte) 0).put((byte) TAIL_TYPE);
            out.putInt(Checksum.of(uuid, entries.getFirst().inode.number())
                    .with(bytes, start, ROOM)
                    .value());
        }
        return Image.ofBytes(bytes);
    }

    private static void encode(List<Entry> entries, ByteBuffer out, int end) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int bytes = i + 1 < entries.size() ? DirectoryEntry.bytesFor(entry.name.length) : end - out.position();
            int type = NodeKind.of(entry.inode.node()).entryType();
            new DirectoryEntry(entry.inode.number(), bytes, type, entry.name).encode(out);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] name, PlannedInode inode) {}
}
