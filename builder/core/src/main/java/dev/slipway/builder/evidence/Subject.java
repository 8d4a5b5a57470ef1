package dev.slipway.builder.evidence;

import dev.slipway.image.Sha256;

/// An output that evidence speaks of.
///
/// @param name of its file, without a directory
/// @param sizeBytes its size
/// @param sha256 its digest, in hexadecimal digits
public record Subject(String name, long sizeBytes, String sha256) {

    /// An output whose digest was just taken.
    public Subject(String name, long sizeBytes, Sha256 sha256) {
        this(name, sizeBytes, sha256.hex());
    }
}
