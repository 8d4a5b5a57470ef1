/// The machines that boot, as the protocols know them. Start at [MacAddress] and [BootClient].
@NullMarked
package dev.slipway.pxe.host;

import org.jspecify.annotations.NullMarked;
