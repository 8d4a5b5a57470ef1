/// Why a machine does not boot, in words: from what the boot server remembers, or from a capture of anybody's.
/// Start at [Doctor].
@NullMarked
package dev.slipway.pxe.doctor;

import org.jspecify.annotations.NullMarked;
