/// The files that builds write: checked before the work, and there only when they are complete. Start at
/// [OutputFile].
@NullMarked
package dev.slipway.builder.output;

import org.jspecify.annotations.NullMarked;
