package dev.slipway.image.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What zlib puts around deflated data (RFC 1950, chapter 2.2): a header of two bytes before, the Adler-32 of the plain
/// data behind, most significant byte first.
final class ZlibFraming {

    static final int HEADER_BYTES = 2;
    static final int TRAILER_BYTES = 4;

    /// Deflate with a window of 32 KiB.
    private static final int METHOD_AND_WINDOW = 0x78;

    private static final int PRESET_DICTIONARY = 0x20;

    private ZlibFraming() {}

    static void putHeader(ByteBuffer target, int level) {
        int effort = level < 2 ? 0 : level < 6 ? 1 : level == 6 ? 2 : 3;
        int header = METHOD_AND_WINDOW << 8 | effort << 6;
        // The two bytes, as a number, are a multiple of 31.
        header += 31 - header % 31;
        target.put((byte) (header >> 8)).put((byte) header);
    }

    static void putTrailer(ByteBuffer target, long adler32) {
        target.put((byte) (adler32 >> 24))
                .put((byte) (adler32 >> 16))
                .put((byte) (adler32 >> 8))
                .put((byte) adler32);
    }

    static void checkHeader(byte[] block, int from, int length) throws MalformedBlockException {
        if (length < HEADER_BYTES + TRAILER_BYTES) {
            throw new MalformedBlockException("zlib block of %d bytes".formatted(length));
        }
        int header = ByteBuffer.wrap(block, from, HEADER_BYTES).getShort() & 0xFFFF;
        if ((header >> 8 & 0xF) != 8 || header % 31 != 0 || (header & PRESET_DICTIONARY) != 0) {
            throw new MalformedBlockException("zlib header: expected deflate, found 0x%04X".formatted(header));
        }
    }

    static void checkTrailer(byte[] block, int end, long adler32) throws MalformedBlockException {
        long stored = ByteBuffer.wrap(block, end - TRAILER_BYTES, TRAILER_BYTES)
                        .order(ByteOrder.BIG_ENDIAN)
                        .getInt()
                & 0xFFFF_FFFFL;
        if (stored != adler32) {
            throw new MalformedBlockException(
                    "zlib checksum: expected 0x%08X, found 0x%08X".formatted(stored, adler32));
        }
    }
}
