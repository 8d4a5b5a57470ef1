/// Where the disk of an appliance comes from: a file in any format, an installation, or a plan. Start at [DiskSource].
@NullMarked
package dev.slipway.ova.disk;

import org.jspecify.annotations.NullMarked;
