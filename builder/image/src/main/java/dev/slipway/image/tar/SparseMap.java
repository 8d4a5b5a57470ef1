package dev.slipway.image.tar;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tar.PaxRecords.PaxRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarUtils;

/// Where the stored bytes of a sparse file belong (GNU tar manual, "Storing Sparse Files"). Four ways to write it are
/// in use: in the header block and more blocks behind it, and in pax records of the versions 0.0, 0.1 and 1.0.
///
/// @param pieces ascending, none over another
/// @param size of the whole file
/// @param mapBytes how much of the entry's data is not of the file, but the map itself
record SparseMap(List<Piece> pieces, long size, long mapBytes) {

    private static final int IN_HEADER = 386;
    private static final int PIECES_IN_HEADER = 4;
    private static final int PIECES_IN_BLOCK = 21;
    private static final int NUMBER_LENGTH = 12;
    private static final int PIECE_LENGTH = 2 * NUMBER_LENGTH;
    private static final int MORE_IN_HEADER = 482;
    private static final int SIZE_IN_HEADER = 483;
    private static final int MORE_IN_BLOCK = PIECES_IN_BLOCK * PIECE_LENGTH;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int LINE_LENGTH_MAX = 20;

    /// Of one file: more than any that a root file system holds.
    private static final int PIECES_MAX = 1 << 18;

    /// `length` stored bytes that belong to `offset`.
    record Piece(long offset, long length) {}

    /// The map of the old GNU format.
    ///
    /// @param block the header
    /// @param behind the offset of the first block behind it
    /// @return with the blocks of the map counted as `mapBytes`
    static SparseMap ofHeader(byte[] block, ImageReader reader, long behind) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        long offset = behind;
        try {
            long size = TarUtils.parseOctalOrBinary(block, SIZE_IN_HEADER, NUMBER_LENGTH);
            addPieces(block, IN_HEADER, PIECES_IN_HEADER, pieces);
            boolean more = block[MORE_IN_HEADER] != 0;
            while (more) {
                if (pieces.size() > PIECES_MAX) {
                    throw new MalformedImageException(
                            "sparse map", offset, "more than %d pieces".formatted(PIECES_MAX));
                }
                byte[] next =
                        reader.read("sparse map", offset, TarHeader.BLOCK_BYTES).array();
                addPieces(next, 0, PIECES_IN_BLOCK, pieces);
                more = next[MORE_IN_BLOCK] != 0;
                offset += TarHeader.BLOCK_BYTES;
            }
            return new SparseMap(pieces, size, offset - behind);
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException("sparse map", offset, "expected a number: " + e.getMessage());
        }
    }

    private static void addPieces(byte[] block, int start, int count, List<Piece> pieces) {
        for (int i = 0; i < count; i++) {
            int at = start + i * PIECE_LENGTH;
            if (block[at] == 0) {
                return;
            }
            pieces.add(new Piece(
                    TarUtils.parseOctalOrBinary(block, at, NUMBER_LENGTH),
                    TarUtils.parseOctalOrBinary(block, at + NUMBER_LENGTH, NUMBER_LENGTH)));
        }
    }

    static boolean isIn(PaxRecords pax) {
        return pax.find("GNU.sparse.major") != null
                || pax.find("GNU.sparse.map") != null
                || pax.find("GNU.sparse.size") != null;
    }

    /// The map of one of the pax formats.
    ///
    /// @param data what the entry stores
    static SparseMap ofPax(PaxRecords pax, Image data) throws IOException {
        if (pax.number("GNU.sparse.major", 0) == 1) {
            return ofData(pax, data);
        }
        List<String> numbers = new ArrayList<>();
        String map = pax.find("GNU.sparse.map");
        if (map != null) {
            numbers.addAll(List.of(map.split(",", -1)));
        } else {
            for (PaxRecord entry : pax.records()) {
                if (entry.keyword().equals("GNU.sparse.offset")
                        || entry.keyword().equals("GNU.sparse.numbytes")) {
                    numbers.add(entry.value());
                }
            }
        }
        if (numbers.size() % 2 != 0) {
            throw pax.problem("GNU.sparse.map", "expected pairs, found %d numbers".formatted(numbers.size()));
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            pieces.add(new Piece(number(pax, numbers.get(i)), number(pax, numbers.get(i + 1))));
        }
        return new SparseMap(pieces, pax.number("GNU.sparse.size", data.size()), 0);
    }

    /// Version 1.0: decimal numbers, one a line, at the start of the data: the count, then offset and length of each.
    private static SparseMap ofData(PaxRecords pax, Image data) throws IOException {
        try (ImageReader reader = ImageReader.of(data)) {
            Lines lines = new Lines(pax, reader);
            long count = lines.number();
            if (count > data.size() / 4 || count > PIECES_MAX) {
                throw pax.problem("GNU.sparse.major", "a map of %d pieces does not fit its entry".formatted(count));
            }
            List<Piece> pieces = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                pieces.add(new Piece(lines.number(), lines.number()));
            }
            long size = pax.number("GNU.sparse.realsize", -1);
            return new SparseMap(
                    pieces, size, Math.ceilDiv(lines.offset, TarHeader.BLOCK_BYTES) * (long) TarHeader.BLOCK_BYTES);
        }
    }

    private static long number(PaxRecords pax, String text) throws MalformedImageException {
        if (!NUMBER.matcher(text).matches()) {
            throw pax.problem("GNU.sparse", "expected a number, found '%s'".formatted(EntryName.shown(text)));
        }
        return Long.parseLong(text);
    }

    /// The file: what is stored, cut and put to its places, and zeros in between.
    ///
    /// @param stored the entry's data, the map included where that lies in it
    /// @param path and `header`: the entry's name and place, for errors
    Image realise(Image stored, String path, long header) throws MalformedImageException {
        List<Image> parts = new ArrayList<>();
        long end = 0;
        long used = 0;
        for (Piece piece : pieces) {
            if (piece.offset < end
                    || piece.length < 0
                    || piece.length > stored.size() - used
                    || piece.offset > size - piece.length) {
                throw new MalformedImageException(
                        new EntryName(path).structure(),
                        header,
                        "its sparse map puts %d bytes at %d: not ascending, or beyond what is stored (%d) or its size (%d)"
                                .formatted(piece.length, piece.offset, stored.size(), size));
            }
            parts.add(Image.zeros(piece.offset - end));
            parts.add(stored.slice(used, piece.length));
            used += piece.length;
            end = piece.offset + piece.length;
        }
        if (size < end || size > TarEntries.FILE_BYTES_MAX) {
            throw new MalformedImageException(
                    new EntryName(path).structure(), header, "its sparse map tells a size of %d".formatted(size));
        }
        parts.add(Image.zeros(size - end));
        return Image.concat(parts);
    }

    /// Reads lines with a number each.
    private static final class Lines {
        private final PaxRecords pax;
        private final ImageReader reader;
        private byte[] block = {};
        private long blockStart;
        private long offset;

        Lines(PaxRecords pax, ImageReader reader) {
            this.pax = pax;
            this.reader = reader;
        }

        long number() throws IOException {
            StringBuilder line = new StringBuilder();
            for (char c = next(); c != '\n'; c = next()) {
                if (line.length() > LINE_LENGTH_MAX) {
                    throw pax.problem("GNU.sparse.major", "expected a number on each line of the map");
                }
                line.append(c);
            }
            return SparseMap.number(pax, line.toString());
        }

        private char next() throws IOException {
            if (offset == blockStart + block.length) {
                blockStart = offset;
                int length = (int) Math.min(TarHeader.BLOCK_BYTES, reader.size() - offset);
                if (length == 0) {
                    throw pax.problem("GNU.sparse.major", "the map does not end within its entry");
                }
                block = reader.read("sparse map", offset, length).array();
            }
            return (char) (block[(int) (offset++ - blockStart)] & 0xFF);
        }
    }
}
