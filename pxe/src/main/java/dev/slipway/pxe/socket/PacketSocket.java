package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Frames on one interface (packet(7)): to machines that have no address yet and so answer no ARP, and ARP itself, for
/// the question whether an address is taken (RFC 5227). It never blocks. To be used by one thread.
public final class PacketSocket implements AutoCloseable {

    /// The most that UDP carries in a frame of 1,500 bytes.
    public static final int PAYLOAD_MAX = 1472;

    private static final MacAddress EVERYBODY = new MacAddress(0xffff_ffff_ffffL);
    private static final int FRAME_BYTES = 1500;
    private static final int ADDRESS_BYTES = 20; // struct sockaddr_ll
    private static final int SKIPPED_MAX = 64;

    private final int descriptor;
    private final Interface device;
    private final MemorySegment state = Arena.ofAuto().allocate(LibC.STATE);
    private final MemorySegment frame = Arena.ofAuto().allocate(FRAME_BYTES, 8);
    private final MemorySegment address = Arena.ofAuto().allocate(ADDRESS_BYTES, 8);
    private final AtomicBoolean closed = new AtomicBoolean();
    private int identification;

    private PacketSocket(int descriptor, Interface device) {
        this.descriptor = descriptor;
        this.device = device;
    }

    /// Opens a socket on an interface.
    ///
    /// @throws ProblemException of the environment where there is no such interface, or this takes more rights
    public static PacketSocket open(String name) {
        Interface device = Interface.named(name);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(LibC.STATE);
            // Protocol 0 hears nothing until it is bound: no frame of another interface gets in between.
            int descriptor = LibC.socket(
                    state, Numbers.AF_PACKET, Numbers.SOCK_DGRAM | Numbers.CLOSE_ON_EXEC | Numbers.NON_BLOCKING, 0);
            if (descriptor < 0) {
                throw failure(name, -descriptor);
            }
            PacketSocket socket = new PacketSocket(descriptor, device);
            socket.addressTo(Numbers.ETH_P_ARP, EVERYBODY);
            int bound = LibC.bind(state, descriptor, socket.address);
            if (bound < 0) {
                socket.close();
                throw failure(name, -bound);
            }
            return socket;
        }
    }

    private static ProblemException failure(String name, int errno) {
        Problem problem = Problem.environment("socket.packet", "Frames cannot be sent on the interface")
                .at(name)
                .because(LibC.words(errno));
        return errno == LibC.EPERM || errno == LibC.EACCES
                ? problem.fix("run as root, or give the program the capability cap_net_raw")
                        .exception()
                : problem.exception();
    }

    /// The interface.
    public Interface device() {
        return device;
    }

    /// For [Poller#watch(int, long)]: it has something to read when there is ARP.
    public int descriptor() {
        return descriptor;
    }

    /// Sends a datagram in a frame to a machine, whatever address that has.
    ///
    /// @return whether the kernel took it
    public boolean sendUdp(
            MacAddress to,
            int sourceAddress,
            int sourcePort,
            int destAddress,
            int destPort,
            MemorySegment payload,
            int length) {
        if (length < 0 || length > PAYLOAD_MAX) {
            throw new IllegalArgumentException("a payload of " + length + " bytes");
        }
        UdpPacket.Ends ends = new UdpPacket.Ends(sourceAddress, sourcePort, destAddress, destPort);
        int bytes = UdpPacket.write(frame, ends, ++identification, payload, length);
        addressTo(Numbers.ETH_P_IP, to);
        return LibC.sendto(state, descriptor, frame, bytes, address) == bytes;
    }

    /// Asks whether somebody has an address, without taking it (RFC 5227, chapter 2.1.1). Who has it answers.
    ///
    /// @return whether the kernel took it
    public boolean probe(int wanted) {
        int bytes = Arp.writeProbe(frame, device.mac(), wanted);
        addressTo(Numbers.ETH_P_ARP, EVERYBODY);
        return LibC.sendto(state, descriptor, frame, bytes, address) == bytes;
    }

    /// What somebody else on this network said by ARP, where there is something. To be called until it is empty.
    public Optional<Arp> receiveArp() {
        for (int skipped = 0; skipped < SKIPPED_MAX; skipped++) {
            int length = LibC.recv(state, descriptor, frame);
            if (length < 0) {
                return Optional.empty();
            }
            Optional<Arp> read =
                    Arp.read(frame, length).filter(arp -> !arp.sender().equals(device.mac()));
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    /// `struct sockaddr_ll`.
    private void addressTo(int protocol, MacAddress to) {
        address.fill((byte) 0);
        address.set(JAVA_SHORT, 0, (short) Numbers.AF_PACKET);
        address.set(Numbers.NETWORK_SHORT, 2, (short) protocol);
        address.set(JAVA_INT, 4, device.index());
        address.set(JAVA_BYTE, 11, (byte) MacAddress.BYTES);
        writeMac(address, 12, to);
    }

    static void writeMac(MemorySegment into, long at, MacAddress mac) {
        for (int i = 0; i < MacAddress.BYTES; i++) {
            into.set(JAVA_BYTE, at + i, (byte) (mac.value() >>> (8 * (MacAddress.BYTES - 1 - i))));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            int ignored = LibC.close(state, descriptor);
        }
    }
}
