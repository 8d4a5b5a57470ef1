/// Short-lived URLs for what holds secrets: whoever has one may fetch that one thing for a while, and nobody
/// can make one who does not have the key. Start at [Capabilities].
@NullMarked
package dev.slipway.pxe.capability;

import org.jspecify.annotations.NullMarked;
