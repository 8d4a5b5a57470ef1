package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.subnet.Subnet;
import java.util.List;

/// An interface that is served; no other is.
///
/// @param name such as `eth0`
/// @param address ours on it, by which machines reach us; 0 for the first that it has
/// @param mode what we are there
/// @param subnets in mode SERVER: the network of the interface, where its clients get addresses, and the networks
/// behind
///     relay agents
public record DhcpInterface(String name, int address, DhcpMode mode, List<Subnet> subnets) {

    public DhcpInterface {
        subnets = List.copyOf(subnets);
    }

    /// An interface of a network that has a DHCP server already.
    public static DhcpInterface proxy(String name) {
        return new DhcpInterface(name, 0, DhcpMode.PROXY, List.of());
    }
}
