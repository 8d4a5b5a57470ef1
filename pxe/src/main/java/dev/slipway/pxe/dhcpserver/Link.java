package dev.slipway.pxe.dhcpserver;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.socket.PacketSocket;
import dev.slipway.pxe.socket.UdpOptions;
import dev.slipway.pxe.socket.UdpSocket;
import dev.slipway.pxe.subnet.Subnet;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sockets of one interface: port 67, port 4011, and frames for clients without an address.
final class Link implements AutoCloseable {

    static final int BOOT_SERVER_PORT = 4011;
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    final String name;
    final int address;
    final UdpSocket server;
    final UdpSocket bootServer;
    final PacketSocket frames;
    /// What is configured at the moment; only the thread of the loop reads and changes it. Null where nothing is.
    @Nullable
    DhcpInterface configured;

    private Link(DhcpInterface configured, int address, UdpSocket server, UdpSocket bootServer, PacketSocket frames) {
        this.name = configured.name();
        this.configured = configured;
        this.address = address;
        this.server = server;
        this.bootServer = bootServer;
        this.frames = frames;
    }

    static Link open(DhcpInterface configured) {
        int address = addressOf(configured);
        // Beside a server on this very machine the port is shared; a second server must not get that far.
        boolean shared = configured.mode() == DhcpMode.PROXY;
        UdpSocket server = UdpSocket.open(options(configured, DhcpReply.SERVER_PORT, shared));
        try {
            UdpSocket bootServer = UdpSocket.open(options(configured, BOOT_SERVER_PORT, false));
            try {
                return new Link(configured, address, server, bootServer, PacketSocket.open(configured.name()));
            } catch (RuntimeException e) {
                bootServer.close();
                throw e;
            }
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static UdpOptions options(DhcpInterface configured, int port, boolean shared) {
        return new UdpOptions(Ipv4.NONE, port, Optional.of(configured.name()), true, RECEIVE_BUFFER_BYTES, shared);
    }

    private static int addressOf(DhcpInterface configured) {
        if (configured.address() != Ipv4.NONE) {
            return configured.address();
        }
        List<Inet4Address> found;
        try {
            NetworkInterface named = NetworkInterface.getByName(configured.name());
            found = named == null
                    ? List.of()
                    : named.inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .map(Inet4Address.class::cast)
                            .toList();
        } catch (SocketException e) {
            found = List.of();
        }
        if (found.isEmpty()) {
            throw Problem.environment("pxe.interface-without-address", "the interface has no IPv4 address")
                    .at(configured.name())
                    .fix("give it one, or name the interface that has one")
                    .exception();
        }
        return Ipv4.of(found.getFirst());
    }

    /// The networks that are served here at the moment.
    List<Subnet> subnets() {
        return configured == null ? List.of() : configured.subnets();
    }

    @Override
    public void close() {
        frames.close();
        bootServer.close();
        server.close();
    }
}
