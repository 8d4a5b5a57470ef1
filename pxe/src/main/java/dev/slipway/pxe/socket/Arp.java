package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// What somebody said by ARP of Ethernet and IPv4 (RFC 826).
///
/// @param answer whether it answers a question; otherwise it asks one
/// @param sender who says it
/// @param senderAddress what address the sender has; [Ipv4#ANY] in a probe (RFC 5227), which only asks
/// @param targetAddress whom it asks for, or answers
public record Arp(boolean answer, MacAddress sender, int senderAddress, int targetAddress) {

    private static final int BYTES = 28;
    private static final int ETHERNET = 1;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;

    /// Whether it means that an address is taken: by its sender, or by somebody else who probes for it right now.
    public boolean claims(int address) {
        return senderAddress == address || (!answer && senderAddress == Ipv4.ANY && targetAddress == address);
    }

    static int writeProbe(MemorySegment into, MacAddress own, int wanted) {
        into.asSlice(0, BYTES).fill((byte) 0);
        into.set(Numbers.NETWORK_SHORT, 0, (short) ETHERNET);
        into.set(Numbers.NETWORK_SHORT, 2, (short) Numbers.ETH_P_IP);
        into.set(JAVA_BYTE, 4, (byte) MacAddress.BYTES);
        into.set(JAVA_BYTE, 5, (byte) 4);
        into.set(Numbers.NETWORK_SHORT, 6, (short) REQUEST);
        PacketSocket.writeMac(into, 8, own);
        into.set(Numbers.NETWORK_INT, 24, wanted);
        return BYTES;
    }

    static Optional<Arp> read(MemorySegment from, int length) {
        if (length < BYTES
                || from.get(Numbers.NETWORK_SHORT, 0) != ETHERNET
                || from.get(Numbers.NETWORK_SHORT, 2) != Numbers.ETH_P_IP
                || from.get(JAVA_BYTE, 4) != MacAddress.BYTES
                || from.get(JAVA_BYTE, 5) != 4) {
            return Optional.empty();
        }
        int operation = from.get(Numbers.NETWORK_SHORT, 6);
        if (operation != REQUEST && operation != REPLY) {
            return Optional.empty();
        }
        MacAddress sender = MacAddress.of(from.asSlice(8, MacAddress.BYTES).toArray(JAVA_BYTE));
        return Optional.of(new Arp(
                operation == REPLY, sender, from.get(Numbers.NETWORK_INT, 14), from.get(Numbers.NETWORK_INT, 24)));
    }
}
