package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// The headers of IPv4 (RFC 791) and UDP (RFC 768) in front of a payload.
final class UdpPacket {

    private static final int IP_BYTES = 20;
    private static final int UDP_BYTES = 8;
    private static final int TIME_TO_LIVE = 64;
    private static final int UDP = 17;

    private UdpPacket() {}

    /// From where to where.
    record Ends(int sourceAddress, int sourcePort, int destAddress, int destPort) {}

    /// Writes a packet and tells its length.
    static int write(MemorySegment into, Ends ends, int identification, MemorySegment payload, int length) {
        int udpLength = UDP_BYTES + length;
        int total = IP_BYTES + udpLength;
        into.asSlice(0, IP_BYTES + UDP_BYTES).fill((byte) 0);
        into.set(JAVA_BYTE, 0, (byte) 0x45);
        into.set(Numbers.NETWORK_SHORT, 2, (short) total);
        into.set(Numbers.NETWORK_SHORT, 4, (short) identification);
        into.set(JAVA_BYTE, 8, (byte) TIME_TO_LIVE);
        into.set(JAVA_BYTE, 9, (byte) UDP);
        into.set(Numbers.NETWORK_INT, 12, ends.sourceAddress());
        into.set(Numbers.NETWORK_INT, 16, ends.destAddress());
        into.set(Numbers.NETWORK_SHORT, 10, (short) ~folded(sum(into, 0, IP_BYTES)));
        into.set(Numbers.NETWORK_SHORT, IP_BYTES, (short) ends.sourcePort());
        into.set(Numbers.NETWORK_SHORT, IP_BYTES + 2, (short) ends.destPort());
        into.set(Numbers.NETWORK_SHORT, IP_BYTES + 4, (short) udpLength);
        MemorySegment.copy(payload, 0, into, IP_BYTES + UDP_BYTES, length);
        // The pseudo header: both addresses, the protocol, and the length once more.
        long sum = sum(into, 12, 8) + UDP + udpLength + sum(into, IP_BYTES, udpLength);
        int checksum = ~folded(sum) & 0xffff;
        into.set(Numbers.NETWORK_SHORT, IP_BYTES + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return total;
    }

    private static long sum(MemorySegment from, long at, int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += from.get(Numbers.NETWORK_SHORT, at + i) & 0xffff;
        }
        return length % 2 == 0 ? sum : sum + ((from.get(JAVA_BYTE, at + length - 1) & 0xff) << 8);
    }

    private static int folded(long sum) {
        long rest = sum;
        while (rest > 0xffff) {
            rest = (rest & 0xffff) + (rest >>> 16);
        }
        return (int) rest;
    }
}
