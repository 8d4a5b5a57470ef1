/// Whether an image keeps the rules that make it boot everywhere: start at [ImageVerification].
@NullMarked
package dev.slipway.builder.verification;

import org.jspecify.annotations.NullMarked;
