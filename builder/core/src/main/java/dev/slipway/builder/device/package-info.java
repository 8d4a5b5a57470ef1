/// Disks and USB sticks that an image is written to: start at [DeviceWrite].
@NullMarked
package dev.slipway.builder.device;

import org.jspecify.annotations.NullMarked;
