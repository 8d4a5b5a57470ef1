/// The layers of a container image, applied in memory to one tree: start at [LayeredTree]. Knows archives and trees,
/// but not where layers come from.
@NullMarked
package dev.slipway.builder.layer;

import org.jspecify.annotations.NullMarked;
