package dev.slipway.image.iso9660;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;

/// The first entry of a boot catalog (El Torito 1.0, figure 2): 32 bytes, whose sixteen little-endian words add up to
/// 0.
record ValidationEntry(int platform) {

    static final int BYTES = 32;
    private static final int HEADER_ID = 1;
    private static final int CHECKSUM_AT = 28;
    private static final int KEY = 0xAA55;
    private static final String STRUCTURE = "El Torito validation entry";

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) HEADER_ID).put((byte) platform);
        out.putShort(start + BYTES - 2, (short) KEY);
        out.putShort(start + CHECKSUM_AT, (short) -sum(out, start));
        out.position(start + BYTES);
    }

    static ValidationEntry decode(ByteBuffer in, long offset) throws MalformedImageException {
        int start = in.position();
        if (in.get(start) != HEADER_ID) {
            throw new MalformedImageException(STRUCTURE, offset, "expected header id 1, found " + in.get(start));
        }
        int key = Short.toUnsignedInt(in.getShort(start + BYTES - 2));
        if (key != KEY) {
            throw new MalformedImageException(STRUCTURE, offset, "expected key AA55, found %04X".formatted(key));
        }
        int sum = sum(in, start) & 0xFFFF;
        if (sum != 0) {
            throw new MalformedImageException(
                    STRUCTURE, offset, "expected words that add up to 0, found a sum of %04X".formatted(sum));
        }
        in.position(start + BYTES);
        return new ValidationEntry(Byte.toUnsignedInt(in.get(start + 1)));
    }

    private static int sum(ByteBuffer bytes, int start) {
        int sum = 0;
        for (int i = 0; i < BYTES; i += 2) {
            sum += bytes.getShort(start + i);
        }
        return sum;
    }
}
