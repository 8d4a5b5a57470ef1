/// The file system of Linux: plan one from a tree with [Ext4Image], read one that somebody else made, ext2 and
/// ext3 too, with [Ext4Volume]. The records are the structures of the kernel's documentation, "ext4 Data
/// Structures and Algorithms" (filesystems/ext4); all are little-endian but the journal's.
@NullMarked
package dev.slipway.image.ext4;

import org.jspecify.annotations.NullMarked;
