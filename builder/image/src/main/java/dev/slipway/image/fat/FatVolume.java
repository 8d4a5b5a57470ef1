package dev.slipway.image.fat;

import dev.slipway.image.tree.Directory;

/// A FAT file system that was read.
///
/// @param type the width of its table's entries
/// @param label the label: of the root directory, or else of the boot sector; empty where there is none
/// @param volumeId the serial number, 32 bits
/// @param clusterBytes the size of a cluster
/// @param sizeBytes the size of the file system
/// @param tree the files, whose contents are parts of the image that was read
public record FatVolume(FatType type, String label, long volumeId, int clusterBytes, long sizeBytes, Directory tree) {}
