/// Container images as a base: names, digests and documents as values, and [dev.slipway.builder.oci.ImageSource],
/// the seam that every place implements from which an image can come. Start there; the places are the packages below.
@NullMarked
package dev.slipway.builder.oci;

import org.jspecify.annotations.NullMarked;
