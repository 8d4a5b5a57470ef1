/// ISO images that boot as CD and as disk, under BIOS and UEFI: start at [HybridImage] to make one, at
/// [HybridIso] to read one, and at [HybridGraft] to add files to one that exists.
@NullMarked
package dev.slipway.image.hybrid;

import org.jspecify.annotations.NullMarked;
