package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.Digest;

/// What became of an image.
///
/// @param name by which others find it; in a registry with its digest
/// @param digest of the manifest; in an archive or a daemon, which keep none, of the configuration
public record PublishedImage(String name, Digest digest) {}
