package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.Digest;
import dev.slipway.image.Image;

/// A layer that is here, and was verified.
///
/// @param digest of the layer as its image names it
/// @param diffId the digest of the tar
/// @param tar uncompressed, to be read at random
public record StoredLayer(Digest digest, Digest diffId, Image tar) {}
