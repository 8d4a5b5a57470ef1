package dev.slipway.image.fat;

import java.nio.ByteBuffer;
import java.time.Instant;

/// A directory entry (specification 1.03, "FAT Directory Structure"). 32 bytes, little-endian. Creation and access are
/// written with the time of modification, and not read.
///
/// @param name the short name
/// @param attributes bits, see the constants
/// @param caseFlags parts of the name that are shown in lower case, see [ShortName]
/// @param modified the time of the last change
/// @param firstCluster the first cluster of the content, 0 where there is none
/// @param size the length in bytes, 32 bits; 0 for directories
record DirectoryEntry(ShortName name, int attributes, int caseFlags, Instant modified, long firstCluster, long size) {

    static final int SIZE = 32;
    static final int READ_ONLY = 0x01;
    static final int VOLUME_LABEL = 0x08;
    static final int DIRECTORY = 0x10;
    static final int ARCHIVE = 0x20;
    static final int LONG_NAME = 0x0F;

    /// The first byte of an entry behind which there are no more.
    static final int END = 0x00;

    /// The first byte of an entry that was deleted.
    static final int DELETED = 0xE5;

    boolean isDirectory() {
        return (attributes & DIRECTORY) != 0;
    }

    /// Whether this is the label; to be asked only where the entry is no part of a long name.
    boolean isLabel() {
        return (attributes & VOLUME_LABEL) != 0;
    }

    /// The attributes of an entry that is not decoded yet.
    static int attributes(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get(in.position() + 11)) & 0x3F;
    }

    void encode(ByteBuffer out) {
        FatTime time = FatTime.of(modified);
        name.encode(out);
        out.put((byte) attributes).put((byte) caseFlags).put((byte) 0);
        out.putShort((short) time.time()).putShort((short) time.date()).putShort((short) time.date());
        out.putShort((short) (firstCluster >> 16));
        out.putShort((short) time.time()).putShort((short) time.date());
        out.putShort((short) firstCluster).putInt((int) size);
    }

    static DirectoryEntry decode(ByteBuffer in) {
        ShortName name = ShortName.decode(in);
        int attributes = Byte.toUnsignedInt(in.get());
        int caseFlags = Byte.toUnsignedInt(in.get());
        in.position(in.position() + 7);
        long high = Short.toUnsignedLong(in.getShort());
        int time = Short.toUnsignedInt(in.getShort());
        FatTime modified = new FatTime(time, Short.toUnsignedInt(in.getShort()));
        long low = Short.toUnsignedLong(in.getShort());
        return new DirectoryEntry(
                name,
                attributes,
                caseFlags,
                modified.toInstant(),
                (high << 16) | low,
                Integer.toUnsignedLong(in.getInt()));
    }
}
