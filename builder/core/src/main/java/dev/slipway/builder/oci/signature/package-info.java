/// Signatures of images, as cosign stores them beside the image: start at
/// [dev.slipway.builder.oci.signature.SignatureVerification]. It answers with yes or with a problem, never with a
/// warning.
@NullMarked
package dev.slipway.builder.oci.signature;

import org.jspecify.annotations.NullMarked;
