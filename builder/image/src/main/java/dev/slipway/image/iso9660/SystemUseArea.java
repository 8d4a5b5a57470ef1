package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The system use entries of one directory record, spread over the record itself and as many continuation areas as they
/// need (SUSP 1.12, 5.1). An area lies within one block, so that readers need no more than that block.
final class SystemUseArea {

    private static final int CONTINUATION_BYTES = 28;

    static final SystemUseArea NONE = new SystemUseArea(List.of(), new long[0]);

    /// What the record holds, then what each continuation area holds, without the `CE` entries between them.
    private final List<byte[]> parts;
    /// Where each part begins behind the data of its directory, in bytes; the first counts for nothing.
    private final long[] offsets;

    private SystemUseArea(List<byte[]> parts, long[] offsets) {
        this.parts = parts;
        this.offsets = offsets;
    }

    /// @param room what the record has left for system use
    /// @param space the continuation areas of the directory, of which this record takes its share
    static SystemUseArea split(List<SystemUseEntry> entries, int room, Space space) {
        List<byte[]> parts = new ArrayList<>(1);
        int partRoom = room;
        int next = 0;
        do {
            int from = next;
            next = from + fitting(entries, from, partRoom);
            parts.add(encode(entries.subList(from, next)));
            partRoom = Blocks.BLOCK_BYTES;
        } while (next < entries.size());
        long[] offsets = new long[parts.size()];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = space.allocate(parts.get(i).length + (i + 1 < offsets.length ? CONTINUATION_BYTES : 0));
        }
        return new SystemUseArea(parts, offsets);
    }

    /// How many entries from `from` on fit: all that are left, or as many as leave room for a `CE`.
    private static int fitting(List<SystemUseEntry> entries, int from, int room) {
        int used = 0;
        int beforeContinuation = 0;
        for (int i = from; i < entries.size(); i++) {
            used += entries.get(i).bytes();
            if (used > room) {
                return beforeContinuation;
            }
            if (used <= room - CONTINUATION_BYTES) {
                beforeContinuation = i + 1 - from;
            }
        }
        return entries.size() - from;
    }

    private static byte[] encode(List<SystemUseEntry> entries) {
        byte[] bytes = new byte[entries.stream().mapToInt(SystemUseEntry::bytes).sum()];
        ByteBuffer out = BothOrders.wrap(bytes);
        entries.forEach(entry -> entry.encode(out));
        return bytes;
    }

    /// The bytes in the record itself.
    int bytesInRecord() {
        return parts.isEmpty() ? 0 : bytes(0);
    }

    private int bytes(int part) {
        return parts.get(part).length + (part + 1 < parts.size() ? CONTINUATION_BYTES : 0);
    }

    /// Writes the part in the record at the buffer's position and the others into the continuation areas.
    ///
    /// @param areas the buffer's position of the directory's continuation areas
    /// @param areasBlock the block of the same, as the view counts
    void encode(ByteBuffer out, int areas, long areasBlock) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.position(areas + (int) offsets[i]);
            }
            out.put(parts.get(i));
            if (i + 1 < parts.size()) {
                long next = offsets[i + 1];
                out.put((byte) 'C')
                        .put((byte) 'E')
                        .put((byte) CONTINUATION_BYTES)
                        .put((byte) 1);
                BothOrders.put32(out, areasBlock + next / Blocks.BLOCK_BYTES);
                BothOrders.put32(out, next % Blocks.BLOCK_BYTES);
                BothOrders.put32(out, bytes(i + 1));
            }
        }
    }

    /// The continuation areas of one directory.
    static final class Space {
        private long used;

        long allocate(int bytes) {
            if (used % Blocks.BLOCK_BYTES + bytes > Blocks.BLOCK_BYTES) {
                used = Blocks.alignUp(used, Blocks.BLOCK_BYTES);
            }
            long at = used;
            used += bytes;
            return at;
        }

        long blocks() {
            return Blocks.covering(used);
        }
    }
}
