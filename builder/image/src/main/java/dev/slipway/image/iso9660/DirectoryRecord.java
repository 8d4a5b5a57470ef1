package dev.slipway.image.iso9660;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.time.Instant;

/// A directory record (ECMA-119, 9.1), little-endian buffers with both-order numbers.
///
/// @param attributeBlocks length of the extended attribute record in front of the data
/// @param block where the extent begins, counted from the start of the volume
/// @param dataBytes the length of the section
/// @param fileUnitBlocks and `gapBlocks`: not 0 for interleaved files
/// @param systemUse what stands behind the identifier, without padding
@SuppressWarnings("ArrayRecordComponent") // lives between the buffer and the planner or the reader only
record DirectoryRecord(
        int attributeBlocks,
        long block,
        long dataBytes,
        Instant date,
        int flags,
        int fileUnitBlocks,
        int gapBlocks,
        byte[] identifier,
        byte[] systemUse) {

    static final int DIRECTORY = 0x02;
    static final int ASSOCIATED = 0x04;
    static final int MULTI_EXTENT = 0x80;

    /// The bytes before the identifier.
    static final int HEADER_BYTES = 33;
    /// Records have an even length in one byte.
    static final int BYTES_MAX = 254;

    private static final String STRUCTURE = "directory record";

    static DirectoryRecord of(long block, long dataBytes, Instant date, int flags, byte[] identifier) {
        return new DirectoryRecord(0, block, dataBytes, date, flags, 0, 0, identifier, new byte[0]);
    }

    boolean isDirectory() {
        return (flags & DIRECTORY) != 0;
    }

    /// Whether the record stands for the directory itself or for its parent.
    boolean isSelfOrParent() {
        return identifier.length == 1 && (identifier[0] == 0 || identifier[0] == 1);
    }

    /// The bytes up to the system use field, which begins at an even offset.
    static int bytesBeforeSystemUse(int identifierBytes) {
        return HEADER_BYTES + identifierBytes + (identifierBytes % 2 == 0 ? 1 : 0);
    }

    /// The length of a record, which is even.
    static int bytes(int identifierBytes, int systemUseBytes) {
        return (bytesBeforeSystemUse(identifierBytes) + systemUseBytes + 1) & ~1;
    }

    void encode(ByteBuffer out) {
        int end = out.position() + bytes(identifier.length, systemUse.length);
        encodeHeader(out, block, dataBytes, date, flags, identifier, systemUse.length);
        out.put(systemUse);
        out.position(end);
    }

    /// Writes a record up to its system use field.
    static void encodeHeader(
            ByteBuffer out,
            long block,
            long dataBytes,
            Instant date,
            int flags,
            byte[] identifier,
            int systemUseBytes) {
        int start = out.position();
        out.put((byte) bytes(identifier.length, systemUseBytes)).put((byte) 0);
        BothOrders.put32(out, block);
        BothOrders.put32(out, dataBytes);
        RecordDate.encode(date, out);
        out.put((byte) flags).put((byte) 0).put((byte) 0);
        BothOrders.put16(out, 1);
        out.put((byte) identifier.length).put(identifier);
        out.position(start + bytesBeforeSystemUse(identifier.length));
    }

    /// Reads the record at the buffer's position, whose first byte is not 0, and moves behind it.
    ///
    /// @param offset where the record lies in the image
    static DirectoryRecord decode(ByteBuffer in, long offset) throws MalformedImageException {
        int start = in.position();
        int length = Byte.toUnsignedInt(in.get());
        if (length < HEADER_BYTES + 1) {
            throw new MalformedImageException(STRUCTURE, offset, "expected at least 34 bytes, found " + length);
        }
        if (length > in.limit() - start) {
            throw new MalformedImageException(
                    STRUCTURE,
                    offset,
                    "its %d bytes cross the end of the block, %d bytes ahead".formatted(length, in.limit() - start));
        }
        int attributeBlocks = Byte.toUnsignedInt(in.get());
        long block = BothOrders.get32(in);
        long dataBytes = BothOrders.get32(in);
        Instant date = RecordDate.decode(in);
        int flags = Byte.toUnsignedInt(in.get());
        int fileUnitBlocks = Byte.toUnsignedInt(in.get());
        int gapBlocks = Byte.toUnsignedInt(in.get());
        in.position(start + HEADER_BYTES - 1);
        int identifierBytes = Byte.toUnsignedInt(in.get());
        if (identifierBytes == 0 || HEADER_BYTES + identifierBytes > length) {
            throw new MalformedImageException(
                    STRUCTURE,
                    offset,
                    "an identifier of %d bytes does not fit a record of %d".formatted(identifierBytes, length));
        }
        byte[] identifier = new byte[identifierBytes];
        in.get(identifier);
        int systemUseStart = Math.min(length, bytesBeforeSystemUse(identifierBytes));
        byte[] systemUse = new byte[length - systemUseStart];
        in.position(start + systemUseStart).get(systemUse);
        return new DirectoryRecord(
                attributeBlocks, block, dataBytes, date, flags, fileUnitBlocks, gapBlocks, identifier, systemUse);
    }
}
