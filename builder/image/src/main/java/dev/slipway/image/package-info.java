/// Disk images as composed extents. Start at [Image]: every format of the sub-packages plans one and reads one.
@NullMarked
package dev.slipway.image;

import org.jspecify.annotations.NullMarked;
