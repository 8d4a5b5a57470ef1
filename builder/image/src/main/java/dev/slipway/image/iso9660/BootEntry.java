package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;

/// An initial or section entry of the boot catalog (El Torito 1.0, figures 3 and 5). 32 bytes.
///
/// @param bootable whether the firmware may boot from it
/// @param emulation the low nibble of the media type: 0 for none
/// @param loadSegment where a BIOS loads to; 0 for the traditional 7C0h
/// @param systemType the byte at 5 of the partition's entry in an emulated hard disk
/// @param sectors how many virtual sectors of 512 bytes the firmware loads
/// @param block where the boot image begins
public record BootEntry(boolean bootable, int emulation, int loadSegment, int systemType, int sectors, long block) {

    static final int BYTES = 32;
    static final int BOOTABLE = 0x88;
    static final int NOT_BOOTABLE = 0x00;
    /// Follows a section entry where bit 5 of its media type says so.
    static final int EXTENSION = 0x44;
    static final int MORE_EXTENSIONS = 0x20;

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) (bootable ? BOOTABLE : NOT_BOOTABLE)).put((byte) emulation);
        out.putShort((short) loadSegment).put((byte) systemType).put((byte) 0);
        out.putShort((short) sectors).putInt((int) block);
        out.position(start + BYTES);
    }

    static BootEntry decode(ByteBuffer in) {
        int start = in.position();
        boolean bootable = Byte.toUnsignedInt(in.get()) == BOOTABLE;
        int emulation = in.get() & 0x0F;
        int loadSegment = Short.toUnsignedInt(in.getShort());
        int systemType = Byte.toUnsignedInt(in.get());
        in.get();
        int sectors = Short.toUnsignedInt(in.getShort());
        long block = Integer.toUnsignedLong(in.getInt());
        in.position(start + BYTES);
        return new BootEntry(bootable, emulation, loadSegment, systemType, sectors, block);
    }
}
