package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A row as SQLite stores it ("Database File Format", 2.1): the size of the header, the type of each column, and their
/// values in a row.
///
/// @param columns the bytes of the values; those of numbers are big-endian
record SqliteRecord(List<byte[]> columns) {

    private static final String STRUCTURE = "SQLite record";
    private static final int COLUMNS_MAX = 2000;
    /// Of the types 0 to 9: null, integers, a float, and the constants 0 and 1.
    private static final int[] FIXED_BYTES = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

    static SqliteRecord decode(byte[] payload) throws MalformedImageException {
        ByteBuffer in = ByteBuffer.wrap(payload);
        long headerBytes = varint(in);
        List<Long> sizes = new ArrayList<>();
        while (in.position() < headerBytes) {
            sizes.add(size(varint(in)));
            if (sizes.size() > COLUMNS_MAX) {
                throw new MalformedImageException(STRUCTURE, 0, "more than %d columns".formatted(COLUMNS_MAX));
            }
        }
        List<byte[]> columns = new ArrayList<>();
        for (long size : sizes) {
            if (size > in.remaining()) {
                throw new MalformedImageException(
                        STRUCTURE,
                        in.position(),
                        "a column of %d bytes, but %d are left".formatted(size, in.remaining()));
            }
            byte[] value = new byte[(int) size];
            in.get(value);
            columns.add(value);
        }
        return new SqliteRecord(columns);
    }

    private static long size(long type) throws MalformedImageException {
        if (type >= 0 && type < FIXED_BYTES.length) {
            return FIXED_BYTES[(int) type];
        }
        if (type < 12) {
            throw new MalformedImageException(STRUCTURE, 0, "a column of type " + type);
        }
        return (type - 12) / 2;
    }

    /// Seven bits a byte, the highest first; the ninth byte has eight.
    static long varint(ByteBuffer in) throws MalformedImageException {
        long value = 0;
        for (int i = 0; i < 9; i++) {
            if (!in.hasRemaining()) {
                throw new MalformedImageException(STRUCTURE, in.position(), "a number is cut off");
            }
            byte next = in.get();
            if (i == 8) {
                return value << 8 | (next & 0xFF);
            }
            value = value << 7 | (next & 0x7F);
            if (next >= 0) {
                return value;
            }
        }
        return value;
    }

    /// A column, or nothing where the row has fewer.
    byte[] column(int number) {
        return number < columns.size() ? columns.get(number) : new byte[0];
    }

    /// A column with a whole number.
    long number(int column) {
        long value = 0;
        for (byte next : column(column)) {
            value = value << 8 | (next & 0xFF);
        }
        return value;
    }
}
