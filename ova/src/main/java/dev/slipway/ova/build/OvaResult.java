package dev.slipway.ova.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// An appliance or a disk that was written.
///
/// @param capacityBytes of the first disk
/// @param populatedBytes how much of all disks holds data; nothing where that was not counted
/// @param sha256 of the output, where it was hashed
public record OvaResult(
        Path output,
        OvaFormat format,
        long sizeBytes,
        long capacityBytes,
        Optional<Long> populatedBytes,
        Optional<String> sha256,
        Duration took) {}
