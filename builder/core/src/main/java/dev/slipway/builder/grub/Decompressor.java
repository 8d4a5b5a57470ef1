package dev.slipway.builder.grub;

import dev.slipway.image.MalformedImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/// `lzma_decompress.img`, the program that unpacks kernel and modules into memory above 1 MiB. Two fields near its
/// start tell the sizes; the packed bytes follow right behind it.
final class Decompressor {

    private static final int COMPRESSED_SIZE = 0x08;
    private static final int UNCOMPRESSED_SIZE = 0x0C;
    private static final int FIELDS_END = 0x20;

    /// Between where it is loaded (0x8200) and where the kernel will lie.
    private static final int BYTES_MAX = 0x9000 - 0x8200;

    /// The decoder is built for these: literal context 3, literal position 0, position 2, without an end mark.
    private static final int LITERAL_CONTEXT_BITS = 3;

    private static final int LITERAL_POSITION_BITS = 0;
    private static final int POSITION_BITS = 2;
    private static final int DICTIONARY_BYTES = 1 << 16;

    private Decompressor() {}

    /// The program with what it unpacks.
    static byte[] around(byte[] program, byte[] payload) throws IOException {
        if (program.length < FIELDS_END || program.length > BYTES_MAX) {
            throw new MalformedImageException(
                    "lzma_decompress.img",
                    0,
                    "expected %d to %d bytes, found %d".formatted(FIELDS_END, BYTES_MAX, program.length));
        }
        byte[] packed = compress(payload);
        return ByteBuffer.allocate(program.length + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(program)
                .put(packed)
                .putInt(COMPRESSED_SIZE, packed.length)
                .putInt(UNCOMPRESSED_SIZE, payload.length)
                .array();
    }

    private static byte[] compress(byte[] payload) throws IOException {
        LZMA2Options options = new LZMA2Options(LZMA2Options.PRESET_MAX);
        options.setDictSize(DICTIONARY_BYTES);
        options.setLcLp(LITERAL_CONTEXT_BITS, LITERAL_POSITION_BITS);
        options.setPb(POSITION_BITS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LZMAOutputStream lzma = new LZMAOutputStream(out, options, false)) {
            lzma.write(payload);
        }
        return out.toByteArray();
    }
}
