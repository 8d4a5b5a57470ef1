package dev.slipway.pxe.dhcp;

import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.util.Optional;

/// A DHCP message (RFC 2131, chapter 2); the order of the components is that of the bytes. Numbers are unsigned on
/// the wire.
///
/// @param op 1 from a client, 2 from a server
/// @param htype kind of the hardware address: 1 is Ethernet
/// @param hlen its length
/// @param hops relay agents on the way
/// @param xid what binds answers to questions
/// @param secs for how long the client has tried
/// @param flags the highest bit asks for an answer by broadcast
/// @param ciaddr the address that the client has and answers ARP for
/// @param yiaddr the address that it is given
/// @param siaddr the server that it boots from
/// @param giaddr the relay agent
/// @param chaddrHigh the first eight bytes of the field for the hardware address
/// @param chaddrLow the other eight
/// @param sname name of the server; empty where the field holds options
/// @param file name of the boot file; empty where the field holds options
/// @param options those of all fields
public record DhcpMessage(
        int op,
        int htype,
        int hlen,
        int hops,
        int xid,
        int secs,
        int flags,
        int ciaddr,
        int yiaddr,
        int siaddr,
        int giaddr,
        long chaddrHigh,
        long chaddrLow,
        String sname,
        String file,
        DhcpOptions options) {

    public static final int BOOT_REQUEST = 1;
    public static final int BOOT_REPLY = 2;
    public static final int ETHERNET = 1;
    public static final int BROADCAST_FLAG = 0x8000;

    /// What the message is for; empty for BOOTP, which has no such option.
    public Optional<DhcpMessageType> type() {
        return DhcpMessageType.ofCode(options.unsignedByte(DhcpOption.MESSAGE_TYPE));
    }

    /// The card of the client, where it is Ethernet. Some firmwares leave the length out.
    public Optional<MacAddress> mac() {
        boolean ethernet = htype == ETHERNET && (hlen == MacAddress.BYTES || hlen == 0);
        return ethernet && chaddrHigh >>> 16 != 0 ? Optional.of(new MacAddress(chaddrHigh >>> 16)) : Optional.empty();
    }

    /// Whether the client wants its answer by broadcast.
    public boolean wantsBroadcast() {
        return (flags & BROADCAST_FLAG) != 0;
    }

    /// Whether the client comes through a relay agent.
    public boolean isRelayed() {
        return giaddr != Ipv4.NONE;
    }

    /// An answer to this message, with the fields that RFC 2131, table 3, takes over from it.
    public DhcpMessage reply(int yourAddress, int serverAddress, String serverName, String bootFile, DhcpOptions with) {
        return new DhcpMessage(
                BOOT_REPLY,
                htype,
                hlen,
                0,
                xid,
                0,
                flags,
                Ipv4.NONE,
                yourAddress,
                serverAddress,
                giaddr,
                chaddrHigh,
                chaddrLow,
                serverName,
                bootFile,
                with);
    }

    /// The same with another address of the client, which only acknowledgements carry.
    public DhcpMessage withClientAddress(int address) {
        return new DhcpMessage(
                op,
                htype,
                hlen,
                hops,
                xid,
                secs,
                flags,
                address,
                yiaddr,
                siaddr,
                giaddr,
                chaddrHigh,
                chaddrLow,
                sname,
                file,
                options);
    }

    /// The same with other flags.
    public DhcpMessage withFlags(int others) {
        return new DhcpMessage(
                op,
                htype,
                hlen,
                hops,
                xid,
                secs,
                others,
                ciaddr,
                yiaddr,
                siaddr,
                giaddr,
                chaddrHigh,
                chaddrLow,
                sname,
                file,
                options);
    }
}
