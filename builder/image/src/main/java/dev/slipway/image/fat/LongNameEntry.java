package dev.slipway.image.fat;

import java.nio.ByteBuffer;

/// A directory entry that holds 13 UTF-16 units of a long name (specification 1.03, "FAT Long Directory Entries"). 32
/// bytes; several of them, the last part first, stand before the entry with the short name.
///
/// @param ordinal the number of the part, from 1
/// @param last whether this is the last part of the name, which comes first
/// @param checksum of the short name, see [ShortName#checksum()]
/// @param units 13 UTF-16 units; behind the end of the name one 0x0000 and then 0xFFFF
record LongNameEntry(int ordinal, boolean last, int checksum, String units) {

    static final int UNITS = 13;
    static final int ORDINAL_MAX = 20;

    private static final int LAST = 0x40;
    private static final int[] UNIT_OFFSETS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    private static final String FILLING = "\0" + "\uFFFF".repeat(UNITS - 1);

    /// How many of these a name needs.
    static int countFor(String name) {
        return Math.ceilDiv(name.length(), UNITS);
    }

    /// The part with this number of a name.
    static LongNameEntry of(String name, int ordinal, int checksum) {
        int start = (ordinal - 1) * UNITS;
        int end = Math.min(name.length(), start + UNITS);
        String units = name.substring(start, end) + FILLING.substring(0, UNITS - (end - start));
        return new LongNameEntry(ordinal, end == name.length(), checksum, units);
    }

    /// The part of the name without what fills the entry.
    String text() {
        int end = units.indexOf('\0');
        return end < 0 ? units : units.substring(0, end);
    }

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put(start, (byte) (ordinal | (last ? LAST : 0)));
        out.put(start + 11, (byte) DirectoryEntry.LONG_NAME);
        out.put(start + 13, (byte) checksum);
        for (int i = 0; i < UNITS; i++) {
            out.putChar(start + UNIT_OFFSETS[i], units.charAt(i));
        }
        out.position(start + DirectoryEntry.SIZE);
    }

    static LongNameEntry decode(ByteBuffer in) {
        int start = in.position();
        int first = Byte.toUnsignedInt(in.get(start));
        StringBuilder units = new StringBuilder(UNITS);
        for (int offset : UNIT_OFFSETS) {
            units.append(in.getChar(start + offset));
        }
        in.position(start + DirectoryEntry.SIZE);
        return new LongNameEntry(
                first & (LAST - 1), (first & LAST) != 0, Byte.toUnsignedInt(in.get(start + 13)), units.toString());
    }
}
