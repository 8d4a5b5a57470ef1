/// DHCP as it is on the wire: RFC 2131, RFC 2132 and what PXE added. Knows messages and options, no sockets and no
/// policy. Start at [DhcpMessage] and [DhcpDecoder].
@NullMarked
package dev.slipway.pxe.dhcp;

import org.jspecify.annotations.NullMarked;
