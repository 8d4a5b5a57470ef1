package dev.slipway.image.iso9660;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the system use entries of directory records through their continuation areas (SUSP 1.12, chapters 4 and 5).
final class SystemUseReader {

    /// As many areas as Linux follows for one record.
    private static final int CONTINUATIONS_MAX = 32;

    private static final String STRUCTURE = "system use entry";

    private final ImageReader reader;
    private final long base;
    private long cachedOffset = -1;
    private byte[] cached = new byte[0];

    /// @param base the byte of the image from which the volume counts
    SystemUseReader(ImageReader reader, long base) {
        this.reader = reader;
        this.base = base;
    }

    /// The entries of a record, without those that only structure the field (`CE`, `PD`, `ST`).
    ///
    /// @param systemUse the field of the record
    /// @param skip how many bytes at its start are not ours (SUSP 5.3)
    /// @param offset where the record lies, for errors
    List<SystemUseEntry> read(byte[] systemUse, int skip, long offset) throws IOException {
        List<SystemUseEntry> entries = new ArrayList<>();
        Area area = new Area(offset, systemUse, Math.min(skip, systemUse.length), systemUse.length);
        for (int areas = 0; ; areas++) {
            ByteBuffer next = parse(area, entries);
            if (next == null) {
                return entries;
            }
            if (areas >= CONTINUATIONS_MAX) {
                throw new MalformedImageException(
                        "continuation area", offset, "more than %d for one record".formatted(CONTINUATIONS_MAX));
            }
            area = continuation(next, offset);
        }
    }

    private Area continuation(ByteBuffer pointer, long recordOffset) throws IOException {
        long block = BothOrders.get32(pointer);
        long within = BothOrders.get32(pointer);
        long length = BothOrders.get32(pointer);
        long start = base + block * Blocks.BLOCK_BYTES;
        if (within + length > Blocks.BLOCK_BYTES) {
            throw new MalformedImageException(
                    "continuation area",
                    recordOffset,
                    "%d bytes at offset %d cross the end of block %d".formatted(length, within, block));
        }
        if (start != cachedOffset) {
            cached = new byte[Blocks.BLOCK_BYTES];
            reader.read("continuation area", start, Blocks.BLOCK_BYTES).get(cached);
            cachedOffset = start;
        }
        return new Area(start, cached, (int) within, (int) (within + length));
    }

    /// Adds the entries of one area.
    ///
    /// @return the data of its `CE`, null where it has none
    private static @org.jspecify.annotations.Nullable ByteBuffer parse(Area area, List<SystemUseEntry> entries)
            throws MalformedImageException {
        ByteBuffer continuation = null;
        int at = area.from();
        byte[] bytes = area.bytes();
        while (area.to() - at >= SystemUseEntry.HEADER_BYTES) {
            int length = Byte.toUnsignedInt(bytes[at + 2]);
            String signature = new String(bytes, at, 2, StandardCharsets.ISO_8859_1);
            if (bytes[at] == 0 || signature.equals("ST")) {
                break;
            }
            if (length < SystemUseEntry.HEADER_BYTES || length > area.to() - at) {
                throw new MalformedImageException(
                        STRUCTURE + " '" + printable(signature) + "'",
                        area.offset() + at,
                        "expected a length of 4 to %d, found %d".formatted(area.to() - at, length));
            }
            byte[] data = new byte[length - SystemUseEntry.HEADER_BYTES];
            System.arraycopy(bytes, at + SystemUseEntry.HEADER_BYTES, data, 0, data.length);
            SystemUseEntry entry = new SystemUseEntry(signature, Byte.toUnsignedInt(bytes[at + 3]), data);
            switch (signature) {
                case "CE" -> continuation = required(entry, 24, area.offset() + at);
                case "PD" -> {}
                default -> entries.add(entry);
            }
            at += length;
        }
        return continuation;
    }

    /// The data of an entry that must have at least so many bytes.
    static ByteBuffer required(SystemUseEntry entry, int bytes, long offset) throws MalformedImageException {
        ByteBuffer data = entry.buffer();
        if (data.remaining() < bytes) {
            throw new MalformedImageException(
                    STRUCTURE + " '" + entry.signature() + "'",
                    offset,
                    "expected at least %d bytes of data, found %d".formatted(bytes, data.remaining()));
        }
        return data;
    }

    private static String printable(String signature) {
        return signature.chars().allMatch(c -> c > ' ' && c <= '~') ? signature : "?";
    }

    /// @param offset of the first of `bytes` in the image, or of the record that they are from
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Area(long offset, byte[] bytes, int from, int to) {}
}
