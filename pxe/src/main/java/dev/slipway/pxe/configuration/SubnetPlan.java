package dev.slipway.pxe.configuration;

import dev.slipway.pxe.host.MacAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What machines of a subnet are given. Addresses are bits.
///
/// @param subnet the network
/// @param pools handed out to whoever asks
/// @param router the way out
/// @param domain of names
/// @param lease how long an address is theirs
/// @param reservations addresses of machines
public record SubnetPlan(
        Cidr subnet,
        List<AddressRange> pools,
        Optional<Integer> router,
        List<Integer> dns,
        List<Integer> ntp,
        Optional<String> domain,
        Duration lease,
        List<Reservation> reservations) {

    public SubnetPlan {
        pools = List.copyOf(pools);
        dns = List.copyOf(dns);
        ntp = List.copyOf(ntp);
        reservations = List.copyOf(reservations);
    }

    /// An address that belongs to one machine.
    public record Reservation(MacAddress mac, int address, Optional<String> hostname) {}
}
