/// How families of live systems boot and where they read user-data: start at [Flavour].
@NullMarked
package dev.slipway.builder.flavour;

import org.jspecify.annotations.NullMarked;
