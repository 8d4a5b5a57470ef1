/// Whether an appliance keeps the rules that make it import everywhere: start at
/// [dev.slipway.ova.verification.OvaVerification]. Each rule has a name, and says of each breach who refuses it.
@NullMarked
package dev.slipway.ova.verification;

import org.jspecify.annotations.NullMarked;
