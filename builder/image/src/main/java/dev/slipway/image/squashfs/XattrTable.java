package dev.slipway.image.squashfs;

import dev.slipway.image.compression.BlockCompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Collects the extended attributes of all inodes, equal sets once.
final class XattrTable {

    /// Type, size of the name, size of the value.
    private static final int PAIR_FIXED_BYTES = 2 + 2 + 4;

    /// Sets in their form on the disk, in order of their first use.
    private final Map<ByteBuffer, Found> sets = new LinkedHashMap<>();

    private record Found(long id, int count) {}

    /// Adds the extended attributes of an inode. Names of other namespaces than `user`, `trusted` and `security` are
    /// left out: the format has no place for them.
    ///
    /// @return the index to be stored in the inode, or [Inode#NO_XATTRS]
    long add(SortedMap<String, byte[]> xattrs) {
        int bytes = 0;
        int count = 0;
        for (var xattr : xattrs.entrySet()) {
            XattrName name = XattrName.of(xattr.getKey());
            if (name != null) {
                bytes += PAIR_FIXED_BYTES + name.bytes().length + xattr.getValue().length;
                count++;
            }
        }
        return count == 0 ? Inode.NO_XATTRS : add(encode(xattrs, bytes), count);
    }

    private static ByteBuffer encode(SortedMap<String, byte[]> xattrs, int bytes) {
        ByteBuffer set = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        xattrs.forEach((fullName, value) -> {
            XattrName name = XattrName.of(fullName);
            if (name != null) {
                set.putShort((short) name.namespace())
                        .putShort((short) name.bytes().length)
                        .put(name.bytes())
                        .putInt(value.length)
                        .put(value);
            }
        });
        return set.flip();
    }

    private long add(ByteBuffer set, int count) {
        return sets.computeIfAbsent(set, ignored -> new Found(sets.size(), count))
                .id();
    }

    /// The names and values, the sets that point to them, and a header with the index: in that order, as the kernel
    /// wants them, to stand at `start`.
    ///
    /// @return null where no inode has extended attributes
    @Nullable
    Encoded encode(BlockCompressor compressor, long start) {
        if (sets.isEmpty()) {
            return null;
        }
        MetadataWriter pairs = new MetadataWriter(compressor);
        ByteBuffer ids = ByteBuffer.allocate(sets.size() * XattrSet.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        sets.forEach((set, found) -> {
            new XattrSet(pairs.position().packed(), found.count(), set.remaining()).encode(ids);
            pairs.put(set.duplicate());
        });
        ByteBuffer pairTable = pairs.finish();
        long idTableStart = start + pairTable.remaining();
        IndexedTable idTable = IndexedTable.encode(ids.flip(), compressor, idTableStart);
        ByteBuffer header = ByteBuffer.allocate(XattrHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        new XattrHeader(start, sets.size()).encode(header);
        ByteBuffer all = ByteBuffer.allocate(pairTable.remaining() + idTable.size() + header.capacity());
        long headerStart = idTableStart + idTable.blocks().remaining();
        all.put(pairTable).put(idTable.blocks()).put(header.flip()).put(idTable.index());
        return new Encoded(all.flip(), headerStart);
    }

    /// @param header where the header stands in the image
    record Encoded(ByteBuffer bytes, long header) {}
}
