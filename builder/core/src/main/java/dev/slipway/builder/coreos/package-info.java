/// The places that live images of Fedora CoreOS keep free for an Ignition config and for kernel arguments: start at
/// [EmbedArea].
@NullMarked
package dev.slipway.builder.coreos;

import org.jspecify.annotations.NullMarked;
