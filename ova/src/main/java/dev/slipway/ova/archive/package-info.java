/// The archive that an appliance travels in: a tar of descriptor, disks and manifest (DSP0243, chapter 5). Start at
/// [OvaFile].
@NullMarked
package dev.slipway.ova.archive;

import org.jspecify.annotations.NullMarked;
