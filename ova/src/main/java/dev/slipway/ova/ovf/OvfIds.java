package dev.slipway.ova.ovf;

/// How the parts of a descriptor name each other.
final class OvfIds {

    private OvfIds() {}

    /// Of the file at that place, counted from 0.
    static String ofFile(int index) {
        return "file" + (index + 1);
    }

    /// Of the disk at that place, counted from 0.
    static String ofDisk(int index) {
        return "vmdisk" + (index + 1);
    }
}
