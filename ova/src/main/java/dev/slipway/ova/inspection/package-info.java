/// What is in an appliance, for people and programs: start at [dev.slipway.ova.inspection.OvaInspection].
@NullMarked
package dev.slipway.ova.inspection;

import org.jspecify.annotations.NullMarked;
