package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Numbers recorded in both byte orders (ECMA-119, 7.2.3 and 7.3.3), in a little-endian buffer. Reading takes the
/// little half and passes over the other, as every system does: there are images whose big half is wrong.
final class BothOrders {

    private BothOrders() {}

    /// A little-endian buffer over bytes that the caller keeps.
    static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void put16(ByteBuffer out, int value) {
        out.putShort((short) value).putShort(Short.reverseBytes((short) value));
    }

    static void put32(ByteBuffer out, long value) {
        out.putInt((int) value).putInt(Integer.reverseBytes((int) value));
    }

    static int get16(ByteBuffer in) {
        int value = Short.toUnsignedInt(in.getShort());
        in.getShort();
        return value;
    }

    static long get32(ByteBuffer in) {
        long value = Integer.toUnsignedLong(in.getInt());
        in.getInt();
        return value;
    }
}
