/// Where an installer's operating system comes from: start at [BaseReference].
@NullMarked
package dev.slipway.builder.base;

import org.jspecify.annotations.NullMarked;
