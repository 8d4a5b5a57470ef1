package dev.slipway.builder.installer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A built installer.
///
/// @param output the ISO
/// @param sizeBytes its size
/// @param volumeId its label
/// @param flavour the boot flavour's name
/// @param baseDigest of the image or the reference base that it was made from: what its name led to
/// @param sha256 of the ISO, where evidence is wanted
/// @param took how long the build took
public record InstallerResult(
        Path output,
        long sizeBytes,
        String volumeId,
        String flavour,
        Optional<String> baseDigest,
        Optional<String> sha256,
        Duration took) {}
