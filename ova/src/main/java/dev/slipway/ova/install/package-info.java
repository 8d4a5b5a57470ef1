/// The installation that nobody watches: an installer boots in a virtual machine, flashes an empty disk, and switches
/// off. Start at [UnattendedInstall].
@NullMarked
package dev.slipway.ova.install;

import org.jspecify.annotations.NullMarked;
