/// Boots out of captures: reads what machines and servers said on the wire, whoever the servers are. Start
/// at [CaptureReplay].
@NullMarked
package dev.slipway.pxe.replay;

import org.jspecify.annotations.NullMarked;
