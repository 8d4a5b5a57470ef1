/// What each machine boots. Start at [HostDecisions].
@NullMarked
package dev.slipway.pxe.boot;

import org.jspecify.annotations.NullMarked;
