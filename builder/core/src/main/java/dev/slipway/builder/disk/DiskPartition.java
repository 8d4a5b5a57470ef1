package dev.slipway.builder.disk;

import dev.slipway.image.partition.Guid;

/// A partition of the installed disk.
///
/// @param number counts for boot code and boot menu, whatever the place
/// @param name in the partition table
/// @param type in the partition table
/// @param start in bytes
/// @param size in bytes
/// @param fileSystem `ext4`, `vfat` or `none`
/// @param label of the file system, or empty
record DiskPartition(int number, String name, Guid type, long start, long size, String fileSystem, String label) {

    static final int BIOS = 1;
    static final int EFI = 2;
    static final int OEM = 3;
    static final int STATE = 4;
    static final int PERSISTENT = 5;
    static final int FIRST_EXTRA = 6;
}
