package dev.slipway.pxe.configuration;

import java.net.Inet6Address;
import java.util.Map;
import java.util.Optional;

/// A network card of this machine that is served.
///
/// @param name as the kernel calls it
/// @param dhcp how machines there get their addresses
/// @param address ours there, as bits; empty for its first
/// @param forced whether to serve where another DHCP server answers
/// @param dhcp6 how machines there are answered over IPv6
/// @param pool6 the lowest of the addresses of IPv6 that are given
public record ServedInterface(
        String name, Dhcp dhcp, Optional<Integer> address, boolean forced, Dhcp6 dhcp6, Optional<Inet6Address> pool6) {

    /// How machines get their addresses over IPv4.
    public enum Dhcp {
        /// From another server; we only tell them what to boot.
        PROXY,
        /// From us.
        SERVER,
        /// Nothing is answered.
        OFF;

        static final Map<String, Dhcp> NAMES = Map.of("proxy", PROXY, "server", SERVER, "off", OFF);
    }

    /// How machines are answered over IPv6.
    public enum Dhcp6 {
        /// What to boot, beside router advertisements or another server.
        STATELESS,
        /// Addresses too.
        SERVER,
        /// Nothing is answered.
        OFF;

        static final Map<String, Dhcp6> NAMES = Map.of("stateless", STATELESS, "server", SERVER, "off", OFF);
    }
}
