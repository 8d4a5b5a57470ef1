/// What may be fetched: names and contents, whatever protocol asks for them.
@NullMarked
package dev.slipway.pxe.publish;

import org.jspecify.annotations.NullMarked;
