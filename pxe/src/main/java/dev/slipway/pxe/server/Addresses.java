package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.configuration.ServedInterface;
import dev.slipway.pxe.host.Ipv4;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Our addresses on an interface that is served.
///
/// @param name of the interface
/// @param address by which machines reach us, as bits
/// @param prefixLength of its network
/// @param sixes of IPv6
record Addresses(String name, int address, int prefixLength, List<Inet6Address> sixes) {

    Addresses {
        sixes = List.copyOf(sixes);
    }

    /// Asks the system.
    ///
    /// @throws ProblemException where there is no such interface, or it has not the address
    static Addresses of(ServedInterface served) {
        List<InterfaceAddress> found = found(served.name());
        List<Inet6Address> sixes = found.stream()
                .map(InterfaceAddress::getAddress)
                .filter(Inet6Address.class::isInstance)
                .map(Inet6Address.class::cast)
                .toList();
        for (InterfaceAddress one : found) {
            if (one.getAddress() instanceof Inet4Address four
                    && served.address().map(wanted -> wanted == Ipv4.of(four)).orElse(true)) {
                return new Addresses(served.name(), Ipv4.of(four), one.getNetworkPrefixLength(), sixes);
            }
        }
        throw Problem.environment("pxe.address", "the interface has no address to serve from")
                .at(served.name())
                .because(served.address()
                        .map(wanted -> "it does not have " + Ipv4.text(wanted))
                        .orElse("it has none of IPv4"))
                .fix("give it one: ip address add 192.168.7.1/24 dev " + served.name())
                .exception();
    }

    private static List<InterfaceAddress> found(String name) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            if (found != null) {
                return new ArrayList<>(found.getInterfaceAddresses());
            }
        } catch (SocketException e) {
            throw Problem.environment("pxe.interface", "the interface cannot be looked at")
                    .at(name)
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
        throw Problem.environment("pxe.interface", "there is no such interface")
                .at(name)
                .fix("'ip link' lists those of this machine")
                .exception();
    }

    /// Ours of IPv6 that machines reach from everywhere in the network.
    ///
    /// @throws ProblemException where there is none
    Inet6Address requireSix() {
        return sixes.stream()
                .filter(six -> !six.isLinkLocalAddress())
                .findFirst()
                .orElseThrow(
                        () -> Problem.environment("pxe.address", "the interface has no address of IPv6 to serve from")
                                .at(name)
                                .because("URLs cannot name addresses of the link alone")
                                .fix("give it one: ip address add fd00:7::1/64 dev " + name)
                                .exception());
    }

    private boolean isNear(int other) {
        return ((address ^ other) & Ipv4.mask(prefixLength)) == 0;
    }

    /// Ours that a client reaches: the one in its network, or else the first, as it came by a router.
    static int towards(List<Addresses> all, InetAddress client) {
        Optional<Addresses> near = client instanceof Inet4Address four
                ? all.stream().filter(one -> one.isNear(Ipv4.of(four))).findFirst()
                : Optional.empty();
        return near.orElseGet(all::getFirst).address();
    }
}
