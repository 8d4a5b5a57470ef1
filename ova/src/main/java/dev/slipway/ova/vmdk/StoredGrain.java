package dev.slipway.ova.vmdk;

import dev.slipway.image.Extent.ZeroExtent;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/// A grain that is not deflated: a zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4), whose size is the same
/// whatever it holds.
final class StoredGrain {

    /// The most that one block may hold: a grain takes two.
    private static final int BLOCK_BYTES_MAX = 65_535;

    private static final int BLOCK_HEADER_BYTES = 5;
    private static final int ZLIB_BYTES = 2 + 2 * BLOCK_HEADER_BYTES + Grain.BYTES + 4;

    /// Marker, data and padding.
    static final long FILE_BYTES = Grain.padded(GrainMarker.SIZE + ZLIB_BYTES);

    static final long FILE_SECTORS = FILE_BYTES / SparseExtentHeader.SECTOR_BYTES;

    /// Deflate with a window of 32 KiB, the least effort: the two bytes are a multiple of 31.
    private static final short ZLIB_HEADER = 0x7801;

    /// After so many zeros its sums are 1 and their number, modulo 65521.
    private static final int ADLER_OF_ZEROS = Grain.BYTES % 65_521 << 16 | 1;

    private StoredGrain() {}

    /// Puts the zlib stream, without a marker.
    static void encode(ByteBuffer plain, ByteBuffer out) {
        ByteBuffer big = out.order(ByteOrder.BIG_ENDIAN).putShort(ZLIB_HEADER);
        big.put(blockHeader(false)).put(plain.slice(0, BLOCK_BYTES_MAX));
        big.put(blockHeader(true)).put(plain.slice(BLOCK_BYTES_MAX, Grain.BYTES - BLOCK_BYTES_MAX));
        Adler32 adler32 = new Adler32();
        adler32.update(plain.slice(0, Grain.BYTES));
        big.putInt((int) adler32.getValue()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A grain with marker and padding around its content, of which no byte is copied.
    ///
    /// @param number of the grain
    static Image image(long number, Image content) throws IOException {
        byte[] begin = ByteBuffer.allocate(GrainMarker.SIZE + Short.BYTES + BLOCK_HEADER_BYTES)
                .put(new GrainMarker(number * Grain.SECTORS, ZLIB_BYTES).encode())
                .putShort(ZLIB_HEADER)
                .put(blockHeader(false))
                .array();
        byte[] end = ByteBuffer.allocate((int) FILE_BYTES - GrainMarker.SIZE - ZLIB_BYTES + Integer.BYTES)
                .putInt(adler32(content))
                .array();
        return Image.concat(
                Image.ofBytes(begin),
                content.slice(0, BLOCK_BYTES_MAX),
                Image.ofBytes(blockHeader(true)),
                content.slice(BLOCK_BYTES_MAX, Grain.BYTES - BLOCK_BYTES_MAX),
                Image.ofBytes(end));
    }

    private static byte[] blockHeader(boolean last) {
        int length = last ? Grain.BYTES - BLOCK_BYTES_MAX : BLOCK_BYTES_MAX;
        return ByteBuffer.allocate(BLOCK_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (last ? 1 : 0))
                .putShort((short) length)
                .putShort((short) ~length)
                .array();
    }

    private static int adler32(Image content) throws IOException {
        if (content.extents().getFirst() instanceof ZeroExtent(long length) && length == Grain.BYTES) {
            return ADLER_OF_ZEROS;
        }
        byte[] bytes = new byte[Grain.BYTES];
        try (ImageReader reader = ImageReader.of(content)) {
            reader.read(0, bytes);
        }
        Adler32 adler32 = new Adler32();
        adler32.update(bytes);
        return (int) adler32.getValue();
    }
}
