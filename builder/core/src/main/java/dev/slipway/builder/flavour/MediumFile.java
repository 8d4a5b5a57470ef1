package dev.slipway.builder.flavour;

import dev.slipway.image.Image;

/// A file of a medium.
///
/// @param path on the medium
public record MediumFile(String path, Image content) {}
