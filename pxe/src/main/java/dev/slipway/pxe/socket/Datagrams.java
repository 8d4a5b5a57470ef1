package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Room for a batch of datagrams, laid out as recvmmsg(2) and sendmmsg(2) want it: `struct mmsghdr`, each with an
/// address, one vector and control messages. Made once and used again and again; by one thread at a time.
///
/// What was received into a slot can be answered from the same slot: it holds the sender, the address that was asked,
/// and the interface.
public final class Datagrams {

    private static final long HEADER_BYTES = 64;
    private static final long NAME = 0;
    private static final long NAME_LENGTH = 8;
    private static final long VECTOR = 16;
    private static final long VECTOR_COUNT = 24;
    private static final long CONTROL = 32;
    private static final long CONTROL_LENGTH = 40;
    private static final long FLAGS = 48;
    private static final long RECEIVED_LENGTH = 56;

    private static final int NAME_BYTES = 16; // struct sockaddr_in
    private static final int VECTOR_BYTES = 16;
    private static final int CONTROL_BYTES = 64;
    private static final int PKTINFO_LENGTH = 28;
    private static final int PKTINFO_SPACE = 32;
    private static final int SEGMENT_LENGTH = 18;
    private static final int SEGMENT_SPACE = 24;
    private static final int MSG_TRUNC = 0x20;

    private final int slots;
    private final int bytesEach;
    private final MemorySegment headers;
    private final MemorySegment names;
    private final MemorySegment vectors;
    private final MemorySegment controls;
    private final MemorySegment[] payloads;
    private final int[] lengths;
    private final int[] local;
    private final int[] destination;
    private final int[] interfaces;
    private final int[] segments;
    private final boolean[] refused;
    /// So many slots at the front were changed since they were last prepared to receive.
    private int changed;

    /// Room for so many datagrams of at most so many bytes.
    public Datagrams(int slots, int bytesEach) {
        if (slots < 1 || slots > 1024 || bytesEach < 1 || bytesEach > 65_535) {
            throw new IllegalArgumentException(slots + " datagrams of " + bytesEach + " bytes");
        }
        this.slots = slots;
        this.bytesEach = bytesEach;
        Arena arena = Arena.ofAuto();
        headers = arena.allocate(slots * HEADER_BYTES, 64);
        names = arena.allocate((long) slots * NAME_BYTES, 64);
        vectors = arena.allocate((long) slots * VECTOR_BYTES, 64);
        controls = arena.allocate((long) slots * CONTROL_BYTES, 64);
        long stride = (bytesEach + 63L) / 64 * 64;
        MemorySegment bytes = arena.allocate(slots * stride, 64);
        payloads = new MemorySegment[slots];
        lengths = new int[slots];
        local = new int[slots];
        destination = new int[slots];
        interfaces = new int[slots];
        segments = new int[slots];
        refused = new boolean[slots];
        changed = slots;
        for (int slot = 0; slot < slots; slot++) {
            payloads[slot] = bytes.asSlice(slot * stride, bytesEach);
            long header = slot * HEADER_BYTES;
            headers.set(JAVA_LONG, header + NAME, names.address() + (long) slot * NAME_BYTES);
            headers.set(JAVA_LONG, header + VECTOR, vectors.address() + (long) slot * VECTOR_BYTES);
            headers.set(JAVA_LONG, header + VECTOR_COUNT, 1);
            vectors.set(JAVA_LONG, (long) slot * VECTOR_BYTES, payloads[slot].address());
        }
    }

    /// How many there is room for.
    public int slots() {
        return slots;
    }

    /// How many bytes one may have.
    public int bytesEach() {
        return bytesEach;
    }

    /// The room for the bytes of one; [#length(int)] tells how many there are.
    public MemorySegment payload(int slot) {
        return payloads[slot];
    }

    /// How many bytes were received, or are to be sent.
    public int length(int slot) {
        return lengths[slot];
    }

    /// So many bytes are to be sent.
    public void length(int slot, int bytes) {
        if (bytes < 0 || bytes > bytesEach) {
            throw new IllegalArgumentException(bytes + " bytes in a slot of " + bytesEach);
        }
        lengths[slot] = bytes;
    }

    /// Whether more bytes were received than a slot holds; the rest is lost.
    public boolean truncated(int slot) {
        return (headers.get(JAVA_INT, slot * HEADER_BYTES + FLAGS) & MSG_TRUNC) != 0;
    }

    /// The other side: who sent it, or whom it goes to.
    public int remoteAddress(int slot) {
        return names.get(Numbers.NETWORK_INT, (long) slot * NAME_BYTES + 4);
    }

    /// The port of the other side.
    public int remotePort(int slot) {
        return names.get(Numbers.NETWORK_SHORT, (long) slot * NAME_BYTES + 2) & 0xffff;
    }

    /// It goes to this address and port.
    public void remote(int slot, int address, int port) {
        long name = (long) slot * NAME_BYTES;
        names.set(JAVA_SHORT, name, (short) Numbers.AF_INET);
        names.set(Numbers.NETWORK_SHORT, name + 2, (short) port);
        names.set(Numbers.NETWORK_INT, name + 4, address);
        names.set(JAVA_LONG, name + 8, 0);
    }

    /// The address of this machine to answer from: the one that was asked, or that of the interface where everybody
    /// was asked. [Ipv4#ANY] leaves the choice to the kernel.
    public int localAddress(int slot) {
        return local[slot];
    }

    /// It is sent from this address, or from what the kernel chooses where it is [Ipv4#ANY].
    public void localAddress(int slot, int address) {
        local[slot] = address;
    }

    /// The address that a received datagram was sent to: one of this machine, or a broadcast address.
    public int destinationAddress(int slot) {
        return destination[slot];
    }

    /// The interface that it came by, or goes out by; 0 leaves the choice to the kernel.
    public int interfaceIndex(int slot) {
        return interfaces[slot];
    }

    /// It goes out by this interface, or by what the kernel chooses where it is 0.
    public void interfaceIndex(int slot, int index) {
        interfaces[slot] = index;
    }

    /// The payload is cut by the kernel into datagrams of so many bytes, the last one perhaps shorter (udp(7),
    /// `UDP_SEGMENT`); 0 where it is one datagram. Only for sockets that tell [UdpSocket#cutsSegments()].
    public void segment(int slot, int bytes) {
        segments[slot] = bytes;
    }

    /// What [#segment(int, int)] asked for.
    public int segmentOf(int slot) {
        return segments[slot];
    }

    /// Whether the kernel refused to send this one, the last time.
    public boolean refused(int slot) {
        return refused[slot];
    }

    void refuse(int slot) {
        refused[slot] = true;
    }

    /// Everything about the other side and the way there is that of a slot of another batch.
    public void routeAs(int slot, Datagrams other, int otherSlot) {
        remote(slot, other.remoteAddress(otherSlot), other.remotePort(otherSlot));
        local[slot] = other.local[otherSlot];
        interfaces[slot] = other.interfaces[otherSlot];
    }

    MemorySegment headers() {
        return headers;
    }

    MemorySegment headersFrom(int slot) {
        return slot == 0 ? headers : headers.asSlice(slot * HEADER_BYTES);
    }

    void prepareToReceive() {
        for (int slot = 0; slot < changed; slot++) {
            long header = slot * HEADER_BYTES;
            headers.set(JAVA_INT, header + NAME_LENGTH, NAME_BYTES);
            headers.set(JAVA_LONG, header + CONTROL, controls.address() + (long) slot * CONTROL_BYTES);
            headers.set(JAVA_LONG, header + CONTROL_LENGTH, CONTROL_BYTES);
            vectors.set(JAVA_LONG, (long) slot * VECTOR_BYTES + 8, bytesEach);
        }
        changed = 0;
    }

    void received(int count) {
        changed = count;
        for (int slot = 0; slot < count; slot++) {
            long header = slot * HEADER_BYTES;
            lengths[slot] = Math.min(headers.get(JAVA_INT, header + RECEIVED_LENGTH), bytesEach);
            segments[slot] = 0;
            long control = (long) slot * CONTROL_BYTES;
            boolean known = headers.get(JAVA_LONG, header + CONTROL_LENGTH) >= PKTINFO_LENGTH
                    && controls.get(JAVA_INT, control + 8) == Numbers.SOL_IP
                    && controls.get(JAVA_INT, control + 12) == Numbers.IP_PKTINFO;
            interfaces[slot] = known ? controls.get(JAVA_INT, control + 16) : 0;
            local[slot] = known ? controls.get(Numbers.NETWORK_INT, control + 20) : 0;
            destination[slot] = known ? controls.get(Numbers.NETWORK_INT, control + 24) : 0;
        }
    }

    void prepareToSend(int count) {
        changed = Math.max(changed, count);
        for (int slot = 0; slot < count; slot++) {
            refused[slot] = false;
            long header = slot * HEADER_BYTES;
            headers.set(JAVA_INT, header + NAME_LENGTH, NAME_BYTES);
            headers.set(JAVA_INT, header + FLAGS, 0);
            vectors.set(JAVA_LONG, (long) slot * VECTOR_BYTES + 8, lengths[slot]);
            int control = prepareControl(slot, (long) slot * CONTROL_BYTES);
            headers.set(
                    JAVA_LONG, header + CONTROL, control == 0 ? 0 : controls.address() + (long) slot * CONTROL_BYTES);
            headers.set(JAVA_LONG, header + CONTROL_LENGTH, control);
        }
    }

    /// Writes the control messages of a slot (cmsg(3)) and tells their length.
    private int prepareControl(int slot, long at) {
        int length = 0;
        if (local[slot] != 0 || interfaces[slot] != 0) {
            controls.set(JAVA_LONG, at, PKTINFO_LENGTH);
            controls.set(JAVA_INT, at + 8, Numbers.SOL_IP);
            controls.set(JAVA_INT, at + 12, Numbers.IP_PKTINFO);
            controls.set(JAVA_INT, at + 16, interfaces[slot]);
            controls.set(Numbers.NETWORK_INT, at + 20, local[slot]);
            controls.set(JAVA_INT, at + 24, 0);
            length = PKTINFO_SPACE;
        }
        if (segments[slot] != 0 && segments[slot] < lengths[slot]) {
            controls.set(JAVA_LONG, at + length, SEGMENT_LENGTH);
            controls.set(JAVA_INT, at + length + 8, Numbers.SOL_UDP);
            controls.set(JAVA_INT, at + length + 12, Numbers.UDP_SEGMENT);
            controls.set(JAVA_SHORT, at + length + 16, (short) segments[slot]);
            length += SEGMENT_SPACE;
        }
        return length;
    }
}
