/// The boot server as a container image: nothing in it but what the server needs to run. Start at [ServerImage].
@NullMarked
package dev.slipway.pxe.container;

import org.jspecify.annotations.NullMarked;
