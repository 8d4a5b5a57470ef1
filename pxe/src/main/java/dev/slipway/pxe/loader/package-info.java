/// The boot loaders that machines are given first, by the names under which they ask. Start at [BootLoaders].
@NullMarked
package dev.slipway.pxe.loader;

import org.jspecify.annotations.NullMarked;
