package dev.slipway.builder.boottest;

/// As what an image is put into the machine.
public enum BootMedium {
    /// In a drive for CDs.
    CD,
    /// As a USB stick.
    USB,
    /// As a disk that is built in.
    DISK
}
