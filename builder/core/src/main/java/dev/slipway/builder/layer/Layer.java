package dev.slipway.builder.layer;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;

/// One layer of an image (OCI image specification 1.1, "Image Layer Filesystem Changeset").
///
/// @param digest what the image's manifest calls it, for errors
/// @param tar the archive, no longer compressed; contents of files stay in it
public record Layer(String digest, Image tar) {

    public Layer {
        requireNonNull(digest, "digest is null");
        requireNonNull(tar, "tar is null");
    }
}
