package dev.slipway.pxe.subnet;

import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import java.util.List;

/// A network whose addresses we give.
///
/// @param network its prefix
/// @param pools addresses for anybody
/// @param reservations addresses for certain machines
/// @param times of leases
/// @param options what everybody is told: routers, name servers, and so on
/// @param classes what some are told besides, the first that matches before the others
public record Subnet(
        Network network,
        List<Pool> pools,
        List<Reservation> reservations,
        LeaseTimes times,
        DhcpOptions options,
        List<OptionClass> classes) {

    /// The most addresses of the pools of one network: what fits into memory with the lease of each.
    public static final long ADDRESSES_MAX = 1L << 20;

    public Subnet {
        pools = List.copyOf(pools);
        reservations = List.copyOf(reservations);
        classes = List.copyOf(classes);
        for (Pool pool : pools) {
            if (!network.contains(pool.first()) || !network.contains(pool.last())) {
                throw new IllegalArgumentException("pool " + pool + " is not in " + network);
            }
        }
        if (pools.stream().mapToLong(Pool::size).sum() > ADDRESSES_MAX) {
            throw new IllegalArgumentException("more than " + ADDRESSES_MAX + " addresses in the pools of " + network);
        }
        for (Reservation reservation : reservations) {
            if (!network.contains(reservation.address())) {
                throw new IllegalArgumentException(Ipv4.text(reservation.address()) + " is not in " + network);
            }
        }
    }
}
