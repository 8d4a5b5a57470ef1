/// Which firmware asks, and what it must be told so that it boots. Start at [FirmwareTable], which is the whole of it.
@NullMarked
package dev.slipway.pxe.firmware;

import org.jspecify.annotations.NullMarked;
