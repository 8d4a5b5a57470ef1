package dev.slipway.pxe.pcap;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Puts the headers back that a socket takes off: IPv4 (RFC 791) or IPv6 (RFC 8200), and UDP (RFC 768), with the
/// checksums that belong there.
final class IpPacket {

    private static final int UDP_HEADER_BYTES = 8;
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int PROTOCOL_UDP = 17;
    private static final int HOPS = 64;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int LENGTH_MAX = 65_535;

    private IpPacket() {}

    /// A datagram as it is on the wire, without the header of Ethernet. Where one end is IPv6, both are written so.
    ///
    /// @param length of what UDP carries; `payload` may be its beginning only, and the packet ends with it
    static byte[] udp(InetSocketAddress from, InetSocketAddress to, byte[] payload, int length) {
        boolean small = from.getAddress() instanceof Inet4Address && to.getAddress() instanceof Inet4Address;
        int headers = (small ? IPV4_HEADER_BYTES : IPV6_HEADER_BYTES) + UDP_HEADER_BYTES;
        int carried = Math.min(payload.length, LENGTH_MAX - headers);
        int told = Math.min(Math.max(length, carried), LENGTH_MAX - headers);
        byte[] source = addressBytes(from.getAddress(), small);
        byte[] target = addressBytes(to.getAddress(), small);
        ByteBuffer packet = ByteBuffer.allocate(headers + carried);
        int udpLength = UDP_HEADER_BYTES + told;
        if (small) {
            packet.putShort((short) 0x4500).putShort((short) (headers + told));
            packet.putInt(DO_NOT_FRAGMENT)
                    .put((byte) HOPS)
                    .put((byte) PROTOCOL_UDP)
                    .putShort((short) 0);
            packet.put(source).put(target);
            packet.putShort(10, (short) ~folded(sum(packet.array(), 0, IPV4_HEADER_BYTES)));
        } else {
            packet.putInt(0x60000000).putShort((short) udpLength);
            packet.put((byte) PROTOCOL_UDP).put((byte) HOPS).put(source).put(target);
        }
        int udp = packet.position();
        packet.putShort((short) from.getPort()).putShort((short) to.getPort());
        packet.putShort((short) udpLength).putShort((short) 0).put(payload, 0, carried);
        if (told > carried && small) {
            // Nobody can compute the checksum of what is not there; in IPv4, zero says that there is none.
            return packet.array();
        }
        long pseudo = sum(source, 0, source.length) + sum(target, 0, target.length) + PROTOCOL_UDP + udpLength;
        int checksum = ~folded(pseudo + sum(packet.array(), udp, UDP_HEADER_BYTES + carried)) & 0xffff;
        // Zero would say that there is none (RFC 768).
        packet.putShort(udp + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return packet.array();
    }

    /// IPv4 among IPv6 is mapped (RFC 4291, chapter 2.5.5.2).
    private static byte[] addressBytes(InetAddress address, boolean small) {
        byte[] bytes = address.getAddress();
        if (small || bytes.length == 16) {
            return bytes;
        }
        return ByteBuffer.allocate(16).putLong(0).putInt(0xffff).put(bytes).array();
    }

    /// The sum of 16-bit words (RFC 1071).
    private static long sum(byte[] bytes, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int value = bytes[offset + i] & 0xff;
            sum += (i & 1) == 0 ? value << 8 : value;
        }
        return sum;
    }

    private static int folded(long sum) {
        long rest = sum;
        while (rest >>> 16 != 0) {
            rest = (rest & 0xffff) + (rest >>> 16);
        }
        return (int) rest;
    }
}
