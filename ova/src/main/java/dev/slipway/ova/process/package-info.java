/// The build of an appliance in a process of its own: start at [OvaProcess].
@NullMarked
package dev.slipway.ova.process;

import org.jspecify.annotations.NullMarked;
