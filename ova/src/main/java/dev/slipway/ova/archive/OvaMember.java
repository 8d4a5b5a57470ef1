package dev.slipway.ova.archive;

import dev.slipway.image.Image;

/// One file of an appliance.
///
/// @param name as the descriptor refers to it: a file's name without a folder
public record OvaMember(String name, Image content) {}
