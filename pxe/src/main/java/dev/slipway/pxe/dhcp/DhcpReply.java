package dev.slipway.pxe.dhcp;

import dev.slipway.pxe.host.Ipv4;

/// An answer and where it goes.
///
/// @param message the answer
/// @param limit how many bytes it may have
/// @param address the destination
/// @param port the destination's port
/// @param toHardware whether the client has that address only when it has read the answer, so that no ARP finds it
public record DhcpReply(DhcpMessage message, int limit, int address, int port, boolean toHardware) {

    public static final int SERVER_PORT = 67;
    public static final int CLIENT_PORT = 68;

    /// The most that fits into a frame.
    public static final int BYTES_MAX = 1472;

    /// An answer of a DHCP server, addressed as RFC 2131, chapter 4.1, says.
    public static DhcpReply to(DhcpMessage request, DhcpMessage reply) {
        int limit = DhcpEncoder.limitFor(request, BYTES_MAX);
        if (request.isRelayed()) {
            return new DhcpReply(reply, limit, request.giaddr(), SERVER_PORT, false);
        }
        boolean refused = reply.options().unsignedByte(DhcpOption.MESSAGE_TYPE) == DhcpMessageType.NAK.code();
        if (!refused && request.ciaddr() != Ipv4.NONE) {
            return new DhcpReply(reply, limit, request.ciaddr(), CLIENT_PORT, false);
        }
        if (refused || request.wantsBroadcast() || reply.yiaddr() == Ipv4.NONE) {
            return new DhcpReply(reply, limit, Ipv4.BROADCAST, CLIENT_PORT, false);
        }
        return new DhcpReply(reply, limit, reply.yiaddr(), CLIENT_PORT, true);
    }
}
