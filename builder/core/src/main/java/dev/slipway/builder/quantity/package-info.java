/// Sizes and times as people write them.
@NullMarked
package dev.slipway.builder.quantity;

import org.jspecify.annotations.NullMarked;
