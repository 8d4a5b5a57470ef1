package dev.slipway.builder.installer;

import dev.slipway.image.Image;

/// A planned medium: everything is decided, nothing is written.
///
/// @param image the whole of it
/// @param volumeId its label
/// @param flavour the name of its boot flavour
record Medium(Image image, String volumeId, String flavour) {}
