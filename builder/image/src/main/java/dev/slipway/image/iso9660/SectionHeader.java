package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;

/// The header of a further section of the boot catalog (El Torito 1.0, figure 4). 32 bytes.
///
/// @param last whether no header follows behind the entries of this one
record SectionHeader(boolean last, int platform, int entries) {

    static final int BYTES = 32;
    static final int MORE = 0x90;
    static final int LAST = 0x91;

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) (last ? LAST : MORE)).put((byte) platform).putShort((short) entries);
        out.position(start + BYTES);
    }

    static SectionHeader decode(ByteBuffer in) {
        int start = in.position();
        boolean last = Byte.toUnsignedInt(in.get()) == LAST;
        int platform = Byte.toUnsignedInt(in.get());
        int entries = Short.toUnsignedInt(in.getShort());
        in.position(start + BYTES);
        return new SectionHeader(last, platform, entries);
    }
}
