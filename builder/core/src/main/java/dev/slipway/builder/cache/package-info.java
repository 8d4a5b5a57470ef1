/// What is costly to make and depends on its inputs only: start at [BuildCache].
@NullMarked
package dev.slipway.builder.cache;

import org.jspecify.annotations.NullMarked;
