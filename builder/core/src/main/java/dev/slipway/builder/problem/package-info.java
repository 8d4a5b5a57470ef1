/// What went wrong, as data: start at [Problem]. Each front door renders it in its own way.
@NullMarked
package dev.slipway.builder.problem;

import org.jspecify.annotations.NullMarked;
