/// What an administrator says of a network whose addresses we give: pools, reservations, options. Start at [Subnet].
@NullMarked
package dev.slipway.pxe.subnet;

import org.jspecify.annotations.NullMarked;
