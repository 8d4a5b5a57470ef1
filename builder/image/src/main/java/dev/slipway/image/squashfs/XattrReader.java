package dev.slipway.image.squashfs;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads extended attributes; each set once.
final class XattrReader {

    /// The most that all sets of an image may hold together: it stays in memory.
    private static final int ALL_BYTES_MAX = 64 << 20;

    /// `XATTR_SIZE_MAX` of Linux.
    private static final int VALUE_BYTES_MAX = 64 << 10;

    private static final int PAIR_BYTES = 4;
    private static final int LENGTH_BYTES = 4;
    /// In the type of a name: its value is kept elsewhere, and a packed reference stands in its place.
    private static final int ELSEWHERE = 0x100;

    private static final String NAME = "squashfs xattr table";

    private final MetadataReader metadata;
    private final Superblock superblock;
    private final @Nullable XattrHeader header;
    private final TableReader sets;
    private final Map<Long, SortedMap<String, byte[]>> known = new HashMap<>();
    private long allBytes;

    XattrReader(ImageReader image, MetadataReader metadata, Superblock superblock) throws IOException {
        this.metadata = metadata;
        this.superblock = superblock;
        header = superblock.xattrTable() == Superblock.ABSENT
                ? null
                : XattrHeader.decode(image.read(NAME, superblock.xattrTable(), XattrHeader.SIZE));
        sets = new TableReader(
                image,
                metadata,
                NAME,
                superblock.xattrTable() + XattrHeader.SIZE,
                header == null ? 0 : header.sets(),
                XattrSet.SIZE);
    }

    /// The set with an index as it stands in an inode.
    SortedMap<String, byte[]> read(long index) throws IOException {
        if (index == Inode.NO_XATTRS || header == null) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, byte[]> set = known.get(index);
        if (set == null) {
            set = read(XattrSet.decode(sets.entry(index)), header);
            known.put(index, set);
        }
        return set;
    }

    private SortedMap<String, byte[]> read(XattrSet set, XattrHeader table) throws IOException {
        MetadataCursor cursor = cursor(set.place(), table);
        SortedMap<String, byte[]> result = new TreeMap<>();
        for (long i = 0; i < set.count(); i++) {
            ByteBuffer pair = cursor.read(PAIR_BYTES);
            int type = pair.getShort() & 0xFFFF;
            int nameBytes = pair.getShort() & 0xFFFF;
            count(PAIR_BYTES + nameBytes);
            int namespace = type & ~ELSEWHERE;
            if (!XattrName.isNamespace(namespace)) {
                throw malformed("expected a namespace of 0 to 2, found %d".formatted(namespace), cursor);
            }
            byte[] name = cursor.read(nameBytes).array();
            byte[] value = value(cursor);
            result.put(
                    new XattrName(namespace, new String(name, StandardCharsets.UTF_8)).full(),
                    (type & ELSEWHERE) == 0 ? value : elsewhere(value, table, cursor));
        }
        return result;
    }

    private byte[] value(MetadataCursor cursor) throws IOException {
        long bytes = Inode.unsigned(cursor.read(LENGTH_BYTES));
        if (bytes > VALUE_BYTES_MAX) {
            throw malformed("expected a value of at most %d bytes, found %d".formatted(VALUE_BYTES_MAX, bytes), cursor);
        }
        count(bytes);
        return cursor.read((int) bytes).array();
    }

    private byte[] elsewhere(byte[] reference, XattrHeader table, MetadataCursor cursor) throws IOException {
        if (reference.length != Long.BYTES) {
            throw malformed("expected a reference of 8 bytes, found %d".formatted(reference.length), cursor);
        }
        long place = ByteBuffer.wrap(reference)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong();
        return value(cursor(place, table));
    }

    private MetadataCursor cursor(long place, XattrHeader table) throws MalformedImageException {
        return metadata.cursor(table.pairs(), superblock.xattrTable(), place);
    }

    private void count(long bytes) throws MalformedImageException {
        allBytes += bytes;
        if (allBytes > ALL_BYTES_MAX) {
            throw new MalformedImageException(
                    NAME, superblock.xattrTable(), "expected at most %d bytes in all".formatted(ALL_BYTES_MAX));
        }
    }

    private static MalformedImageException malformed(String problem, MetadataCursor cursor) {
        return new MalformedImageException(NAME, cursor.imageOffset(), problem);
    }
}
