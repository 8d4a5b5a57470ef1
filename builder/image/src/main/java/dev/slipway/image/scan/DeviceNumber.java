package dev.slipway.image.scan;

/// Takes a Linux `dev_t` apart, as makedev(3) of the C library puts it together: the minor number in bits 0 to 7 and 20
/// to 43, the major number in bits 8 to 19 and 44 to 63.
final class DeviceNumber {

    private DeviceNumber() {}

    static long major(long device) {
        return ((device >>> 8) & 0xFFF) | ((device >>> 32) & 0xFFFF_F000L);
    }

    static long minor(long device) {
        return (device & 0xFF) | ((device >>> 12) & 0xFFFF_FF00L);
    }
}
