package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.MachineId;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.lease.ClientKey;
import dev.slipway.pxe.subnet.Reservation;
import dev.slipway.pxe.subnet.Subnet;
import java.util.HexFormat;
import java.util.Optional;

/// A client that asks, with the network it is in.
///
/// @param mac its card
/// @param key who it is for its leases
/// @param subnet its network
/// @param reservation what is reserved for it
record Client(MacAddress mac, ClientKey key, Subnet subnet, Optional<Reservation> reservation) {

    private static final byte[] NO_ID = {};

    static Client of(MacAddress mac, DhcpMessage request, Subnet subnet) {
        byte[] id = request.options().bytes(DhcpOption.CLIENT_ID).orElse(NO_ID);
        return new Client(mac, ClientKey.of(mac, id), subnet, reservation(mac, id, request, subnet));
    }

    private static Optional<Reservation> reservation(MacAddress mac, byte[] id, DhcpMessage request, Subnet subnet) {
        for (Reservation one : subnet.reservations()) {
            boolean holds = switch (one.holder()) {
                case Reservation.ByMac(MacAddress of) -> of.equals(mac);
                case Reservation.ByClientId(String hex) ->
                    HexFormat.of().formatHex(id).equals(hex);
                case Reservation.ByMachine(var uuid) ->
                    MachineId.of(request.options()).equals(Optional.of(uuid));
            };
            if (holds) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// The address that is reserved for it, or [Ipv4#NONE].
    int reserved() {
        return reservation.map(Reservation::address).orElse(Ipv4.NONE);
    }

    /// What it is told besides, the most particular first.
    void addOptions(DhcpMessage request, DhcpOptions.Builder options) {
        reservation.ifPresent(one -> options.addMissing(one.options()));
        for (var one : subnet.classes()) {
            if (one.matches(mac, request)) {
                options.addMissing(one.options());
            }
        }
        options.addMissing(subnet.options());
    }
}
