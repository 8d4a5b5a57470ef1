/// What is in an image: start at [ImageInspection].
@NullMarked
package dev.slipway.builder.inspection;

import org.jspecify.annotations.NullMarked;
