package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// El Torito's boot record volume descriptor (El Torito 1.0, figure 7; ECMA-119, 8.2), which tells where the boot
/// catalog lies. One block.
record BootRecord(long catalogBlock) {

    static final int TYPE = 0;
    private static final byte[] SYSTEM_ID =
            Arrays.copyOf("EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII), 32);
    private static final int SYSTEM_ID_AT = 7;
    private static final int CATALOG_AT = 71;

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) TYPE).put(DescriptorSet.STANDARD_ID).put((byte) 1).put(SYSTEM_ID);
        out.putInt(start + CATALOG_AT, (int) catalogBlock);
        out.position(start + Blocks.BLOCK_BYTES);
    }

    /// Whether a boot record is El Torito's: there are others.
    static boolean isElTorito(ByteBuffer block) {
        byte[] id = new byte[SYSTEM_ID.length];
        block.get(SYSTEM_ID_AT, id);
        return Arrays.equals(id, 0, 23, SYSTEM_ID, 0, 23);
    }

    static BootRecord decode(ByteBuffer block) {
        return new BootRecord(Integer.toUnsignedLong(block.getInt(CATALOG_AT)));
    }
}
