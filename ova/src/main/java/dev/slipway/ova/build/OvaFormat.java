package dev.slipway.ova.build;

/// What a build writes.
public enum OvaFormat {
    /// An appliance: the archive of descriptor, manifest and disks.
    OVA,
    /// The disk alone, as it lies in an appliance: streamOptimized.
    VMDK,
    /// The disk's sectors one after another, with holes for zeros.
    RAW,
    /// QEMU's own format, by `qemu-img`.
    QCOW2,
    /// Hyper-V's first, by `qemu-img`.
    VHD
}
