/// Traces as JSON, written and read. Start at [TraceJson].
@NullMarked
package dev.slipway.pxe.trace.json;

import org.jspecify.annotations.NullMarked;
