package dev.slipway.ova.vmdk;

import dev.slipway.image.Sha256;

/// What a VMDK has become.
///
/// @param capacityBytes the size of the disk
/// @param fileBytes the size of the file
/// @param populatedBytes the bytes of the disk that are in the file, whole grains; the rest are zeros
/// @param sha256 the digest of the file
public record WrittenVmdk(long capacityBytes, long fileBytes, long populatedBytes, Sha256 sha256) {}
