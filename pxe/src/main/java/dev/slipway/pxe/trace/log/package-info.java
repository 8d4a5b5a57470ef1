/// What happens, as lines of text or JSON. Start at [TraceLog].
@NullMarked
package dev.slipway.pxe.trace.log;

import org.jspecify.annotations.NullMarked;
