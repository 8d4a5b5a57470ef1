/// What happened to each machine on its way from an empty disk to an installed one. Start at [TraceSink].
@NullMarked
package dev.slipway.pxe.trace;

import org.jspecify.annotations.NullMarked;
