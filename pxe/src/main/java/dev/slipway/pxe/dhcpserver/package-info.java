/// Our DHCP server: who gets which address (RFC 2131), and the loop that answers all networks. Start at [DhcpServer].
@NullMarked
package dev.slipway.pxe.dhcpserver;

import org.jspecify.annotations.NullMarked;
