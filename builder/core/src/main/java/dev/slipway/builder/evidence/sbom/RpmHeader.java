package dev.slipway.builder.evidence.sbom;

import dev.slipway.builder.evidence.sbom.InstalledPackage.Format;
import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A header of RPM as databases keep it, without the magic of files (RPM's documentation, "Package format", "Header"):
/// the number of index entries, the size of the store, the entries, the store. Big-endian.
///
/// @param index the entries
/// @param store where the entries' values lie
record RpmHeader(List<IndexEntry> index, ByteBuffer store) {

    private static final String STRUCTURE = "RPM header";
    /// As rpm has it in `header.c`.
    private static final int ENTRIES_MAX = 0xFFFF;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int LICENSE = 1014;
    private static final int ARCHITECTURE = 1022;

    /// One entry of the index.
    ///
    /// @param tag what it is
    /// @param type of its values
    /// @param offset of the first of them in the store
    /// @param count of them
    record IndexEntry(int tag, int type, int offset, int count) {
        static final int SIZE = 16;
        static final int TYPE_INT32 = 4;
        static final int TYPE_STRING = 6;

        static IndexEntry decode(ByteBuffer in) {
            return new IndexEntry(in.getInt(), in.getInt(), in.getInt(), in.getInt());
        }
    }

    /// Reads a header.
    static RpmHeader decode(byte[] bytes) throws MalformedImageException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 8) {
            throw new MalformedImageException(STRUCTURE, 0, "expected 8 bytes, found " + bytes.length);
        }
        int entries = in.getInt();
        int storeBytes = in.getInt();
        long size = 8 + (long) entries * IndexEntry.SIZE + storeBytes;
        if (entries < 0 || entries > ENTRIES_MAX || storeBytes < 0 || size > bytes.length) {
            throw new MalformedImageException(
                    STRUCTURE,
                    0,
                    "%d entries and %d bytes do not fit into %d".formatted(entries, storeBytes, bytes.length));
        }
        List<IndexEntry> index = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            index.add(IndexEntry.decode(in));
        }
        return new RpmHeader(index, in.slice(in.position(), storeBytes));
    }

    /// The package that the header describes; empty for keys, which rpm keeps as packages that they are not.
    Optional<InstalledPackage> installed() throws MalformedImageException {
        String name = text(NAME).orElse("");
        String version = text(VERSION).orElse("");
        if (name.isEmpty() || version.isEmpty() || name.equals("gpg-pubkey")) {
            return Optional.empty();
        }
        return Optional.of(new InstalledPackage(
                Format.RPM,
                name,
                version + text(RELEASE).map(release -> "-" + release).orElse(""),
                number(EPOCH),
                text(ARCHITECTURE).orElse(""),
                text(LICENSE)));
    }

    private Optional<String> text(int tag) throws MalformedImageException {
        Optional<IndexEntry> found = find(tag, IndexEntry.TYPE_STRING);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int start = found.get().offset();
        int end = start;
        while (end < store.limit() && store.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        store.get(start, bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<Integer> number(int tag) throws MalformedImageException {
        Optional<IndexEntry> found = find(tag, IndexEntry.TYPE_INT32);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(store.getInt(found.get().offset()));
    }

    private Optional<IndexEntry> find(int tag, int type) throws MalformedImageException {
        for (IndexEntry entry : index) {
            if (entry.tag() == tag && entry.type() == type) {
                int bytes = type == IndexEntry.TYPE_INT32 ? Integer.BYTES : 1;
                if (entry.offset() < 0 || entry.offset() > store.limit() - bytes) {
                    throw new MalformedImageException(
                            STRUCTURE, entry.offset(), "tag %d lies outside of the store".formatted(tag));
                }
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
