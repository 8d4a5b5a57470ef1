package dev.slipway.image.partition;

/// The partition types that Slipway meets: GUIDs of GPT, and the one-byte types of the MBR.
public final class PartitionType {

    /// EFI system partition (UEFI 2.10, table 5.7): a FAT file system with the firmware's boot loaders.
    public static final Guid EFI_SYSTEM = Guid.parse("C12A7328-F81F-11D2-BA4B-00A0C93EC93B");

    /// Microsoft basic data: what an ISO 9660 partition is usually called, since it has no type of its own.
    public static final Guid BASIC_DATA = Guid.parse("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7");

    /// Linux file system data.
    public static final Guid LINUX_DATA = Guid.parse("0FC63DAF-8483-4772-8E79-3D69D8477DE4");

    /// Room for GRUB's core image on a GPT disk that is booted by a BIOS.
    public static final Guid BIOS_BOOT = Guid.parse("21686148-6449-6E6F-744E-656564454649");

    /// MBR: nothing here.
    public static final int MBR_EMPTY = 0x00;

    /// MBR: hidden NTFS, which ISO images use for their own partition, so that no system offers to format it.
    public static final int MBR_HIDDEN = 0x17;

    /// MBR: a Linux file system.
    public static final int MBR_LINUX = 0x83;

    /// MBR: EFI system partition.
    public static final int MBR_EFI_SYSTEM = 0xEF;

    /// MBR: the disk has a GPT.
    public static final int MBR_PROTECTIVE = 0xEE;

    private PartitionType() {}
}
