package dev.slipway.pxe.dhcp;

import dev.slipway.pxe.host.MacAddress;
import java.nio.ByteBuffer;

/// Messages as clients send them, for tests.
public final class DhcpPackets {

    public static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56").orElseThrow();

    private DhcpPackets() {}

    /// A question of a client that has no address.
    public static DhcpMessage question(DhcpMessageType type, MacAddress mac, DhcpOptions more) {
        return question(type, mac, 0, more);
    }

    /// A question of a client that has an address.
    public static DhcpMessage question(DhcpMessageType type, MacAddress mac, int address, DhcpOptions more) {
        DhcpOptions options = DhcpOptions.builder()
                .addByte(DhcpOption.MESSAGE_TYPE, type.code())
                .addMissing(more)
                .build();
        return new DhcpMessage(1, 1, 6, 0, 0x1234abcd, 0, 0, address, 0, 0, 0, mac.value() << 16, 0, "", "", options);
    }

    /// The same through a relay agent.
    public static DhcpMessage relayed(DhcpMessage message, int relay) {
        return new DhcpMessage(
                1,
                1,
                6,
                1,
                message.xid(),
                0,
                message.flags(),
                message.ciaddr(),
                0,
                0,
                relay,
                message.chaddrHigh(),
                0,
                "",
                "",
                message.options());
    }

    /// The bytes of a message.
    public static ByteBuffer bytes(DhcpMessage message) {
        ByteBuffer out = ByteBuffer.allocate(1500);
        int length = DhcpEncoder.encode(message, out, out.capacity());
        return out.position(0).limit(length);
    }
}
