package dev.slipway.pxe.subnet;

import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.MacAddress;
import java.util.UUID;

/// An address that one machine gets and no other.
///
/// @param holder which machine
/// @param address in the network, in a pool or outside of all
/// @param options what this machine is told besides
public record Reservation(Holder holder, int address, DhcpOptions options) {

    /// How a machine is recognised.
    public sealed interface Holder {}

    /// By its card.
    public record ByMac(MacAddress mac) implements Holder {}

    /// By the identifier that it sends in option 61.
    ///
    /// @param hex the bytes of the option in small hexadecimal digits
    public record ByClientId(String hex) implements Holder {}

    /// By the UUID of its SMBIOS, which firmwares send in option 97.
    public record ByMachine(UUID uuid) implements Holder {}
}
