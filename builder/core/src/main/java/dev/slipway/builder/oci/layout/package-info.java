/// Images in an OCI layout (OCI image specification v1.1, "Image Layout"): start at
/// [dev.slipway.builder.oci.layout.OciLayout].
@NullMarked
package dev.slipway.builder.oci.layout;

import org.jspecify.annotations.NullMarked;
