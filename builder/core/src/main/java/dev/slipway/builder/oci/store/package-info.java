/// The layers of an image as plain tars on this machine: start at [dev.slipway.builder.oci.store.OciBase], which is
/// all that a build needs, and go on to [dev.slipway.builder.oci.store.LayerStore].
@NullMarked
package dev.slipway.builder.oci.store;

import org.jspecify.annotations.NullMarked;
