/// FAT12, FAT16 and FAT32 with long names (Microsoft's "FAT32 File System Specification" 1.03, which covers all
/// three): start at [FatImage] to plan a file system from a tree, and at [FatReader] to read one. Used for EFI system
/// partitions and for seed media.
@NullMarked
package dev.slipway.image.fat;

import org.jspecify.annotations.NullMarked;
