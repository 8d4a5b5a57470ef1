/// Images that are a base with one more layer, and the places to which they are written: start at
/// [dev.slipway.builder.oci.publish.ImagePublication].
@NullMarked
package dev.slipway.builder.oci.publish;

import org.jspecify.annotations.NullMarked;
