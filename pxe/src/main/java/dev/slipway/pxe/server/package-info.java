/// The boot server as a whole: protocols, decisions and trace, put together as a configuration says. Start
/// at [BootServer].
@NullMarked
package dev.slipway.pxe.server;

import org.jspecify.annotations.NullMarked;
