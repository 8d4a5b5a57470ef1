/// Sockets of Linux as boot protocols need them: batches of datagrams, with the interface that each came by; frames for
/// machines that have no address yet; and the way from root to nobody. Start at [UdpSocket] and [Poller].
///
/// IPv4 addresses are `int`s here, the first byte highest: see [dev.slipway.pxe.host.Ipv4].
@NullMarked
package dev.slipway.pxe.socket;

import org.jspecify.annotations.NullMarked;
