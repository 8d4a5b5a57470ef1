/// DHCP of IPv6 (RFC 8415) as far as booting needs it: boot file URLs (RFC 5970), and addresses for networks that have
/// no other server. Start at [Dhcp6Server].
@NullMarked
package dev.slipway.pxe.dhcp6;

import org.jspecify.annotations.NullMarked;
