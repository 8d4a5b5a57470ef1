/// squashfs 4.0, the compressed read-only file system of live systems: start at [SquashfsImage] to write one and at
/// [SquashfsReader] to read one.
///
/// On the disk: superblock and compressor options, the data blocks and fragment blocks, then the tables (inodes,
/// directories, fragments, export, ids, xattrs), which are cut into compressed metadata blocks of 8 KiB. Names and
/// values follow Documentation/filesystems/squashfs.rst of the Linux kernel; all numbers are little-endian.
@NullMarked
package dev.slipway.image.squashfs;

import org.jspecify.annotations.NullMarked;
