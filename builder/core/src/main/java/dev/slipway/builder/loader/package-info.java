/// The boot loaders of a medium, taken from the base's own root file system: start at [BootLoaders].
@NullMarked
package dev.slipway.builder.loader;

import org.jspecify.annotations.NullMarked;
