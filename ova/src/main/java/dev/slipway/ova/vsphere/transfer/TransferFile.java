package dev.slipway.ova.vsphere.transfer;

import dev.slipway.image.Image;

/// A file to be sent.
///
/// @param sha256 of its content, in hexadecimal digits
public record TransferFile(String name, Image content, String sha256) {}
