package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.Ipv4;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// A UDP socket over IPv4 that never blocks, and moves many datagrams by one call (recvmmsg(2), sendmmsg(2), ip(7)).
/// One thread may receive while another sends. To be closed when neither does.
public final class UdpSocket implements AutoCloseable {

    private static final int INTERRUPTS_MAX = 16;

    private final int descriptor;
    private final int localPort;
    private final boolean cutsSegments;
    private final MemorySegment receiveState = Arena.ofAuto().allocate(LibC.STATE);
    private final MemorySegment sendState = Arena.ofAuto().allocate(LibC.STATE);
    private final LongAdder refused = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();

    private UdpSocket(int descriptor, int localPort, boolean cutsSegments) {
        this.descriptor = descriptor;
        this.localPort = localPort;
        this.cutsSegments = cutsSegments;
    }

    /// Opens a socket and binds it.
    ///
    /// @throws ProblemException of the environment, with what stands in the way
    public static UdpSocket open(UdpOptions options) {
        LibC.requireLinux();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(LibC.STATE);
            int descriptor = LibC.socket(
                    state, Numbers.AF_INET, Numbers.SOCK_DGRAM | Numbers.CLOSE_ON_EXEC | Numbers.NON_BLOCKING, 0);
            if (descriptor < 0) {
                throw failure(options, -descriptor);
            }
            try {
                configure(arena, state, descriptor, options);
                int bound = LibC.bind(state, descriptor, address(arena, options.address(), options.port()));
                if (bound < 0) {
                    throw failure(options, -bound);
                }
                return new UdpSocket(
                        descriptor, localPort(arena, state, descriptor), probeSegments(arena, state, descriptor));
            } catch (RuntimeException e) {
                int ignored = LibC.close(state, descriptor);
                throw e;
            }
        }
    }

    private static void configure(Arena arena, MemorySegment state, int descriptor, UdpOptions options) {
        MemorySegment number = arena.allocate(JAVA_INT);
        number.set(JAVA_INT, 0, 1);
        require(options, LibC.setsockopt(state, descriptor, Numbers.SOL_IP, Numbers.IP_PKTINFO, number));
        if (options.reuse()) {
            require(options, LibC.setsockopt(state, descriptor, Numbers.SOL_SOCKET, Numbers.SO_REUSEADDR, number));
        }
        if (options.broadcast()) {
            require(options, LibC.setsockopt(state, descriptor, Numbers.SOL_SOCKET, Numbers.SO_BROADCAST, number));
        }
        if (options.device().isPresent()) {
            MemorySegment name = arena.allocateFrom(options.device().get());
            require(options, LibC.setsockopt(state, descriptor, Numbers.SOL_SOCKET, Numbers.SO_BINDTODEVICE, name));
        }
        if (options.receiveBufferBytes() > 0) {
            number.set(JAVA_INT, 0, options.receiveBufferBytes());
            enlarge(state, descriptor, Numbers.SO_RCVBUFFORCE, Numbers.SO_RCVBUF, number);
            enlarge(state, descriptor, Numbers.SO_SNDBUFFORCE, Numbers.SO_SNDBUF, number);
        }
    }

    /// Root may have more than the limit; others get what there is, which is slower and not wrong.
    private static void enlarge(MemorySegment state, int descriptor, int byForce, int politely, MemorySegment bytes) {
        if (LibC.setsockopt(state, descriptor, Numbers.SOL_SOCKET, byForce, bytes) < 0) {
            int ignored = LibC.setsockopt(state, descriptor, Numbers.SOL_SOCKET, politely, bytes);
        }
    }

    private static void require(UdpOptions options, int result) {
        if (result < 0) {
            throw failure(options, -result);
        }
    }

    private static int localPort(Arena arena, MemorySegment state, int descriptor) {
        MemorySegment address = arena.allocate(16, 8);
        MemorySegment length = arena.allocate(JAVA_INT);
        length.set(JAVA_INT, 0, 16);
        int result = LibC.getsockname(state, descriptor, address, length);
        if (result < 0) {
            throw new IllegalStateException("getsockname: errno " + -result);
        }
        return address.get(Numbers.NETWORK_SHORT, 2) & 0xffff;
    }

    private static boolean probeSegments(Arena arena, MemorySegment state, int descriptor) {
        MemorySegment none = arena.allocate(JAVA_INT);
        return LibC.setsockopt(state, descriptor, Numbers.SOL_UDP, Numbers.UDP_SEGMENT, none) >= 0;
    }

    static MemorySegment address(Arena arena, int address, int port) {
        MemorySegment name = arena.allocate(16, 8);
        name.set(JAVA_SHORT, 0, (short) Numbers.AF_INET);
        name.set(Numbers.NETWORK_SHORT, 2, (short) port);
        name.set(Numbers.NETWORK_INT, 4, address);
        return name;
    }

    private static ProblemException failure(UdpOptions options, int errno) {
        String device = options.device().map(name -> " on interface " + name).orElse("");
        String place = "UDP %s:%d%s".formatted(Ipv4.text(options.address()), options.port(), device);
        Problem problem = Problem.environment("socket.open", "The port cannot be opened")
                .at(place)
                .because(LibC.words(errno));
        return switch (errno) {
            case LibC.EACCES, LibC.EPERM ->
                problem.fix("run as root, or give the program the capabilities cap_net_bind_service and cap_net_raw")
                        .exception();
            case LibC.EADDRINUSE ->
                PortHolder.of(options.port())
                        .map(holder -> problem.because(holder + " has this port"))
                        .orElse(problem)
                        .fix("stop that program, or give it or the boot server another address or interface")
                        .exception();
            case LibC.EADDRNOTAVAIL, LibC.ENODEV ->
                problem.fix("name an address and an interface of this machine; 'ip address' lists them")
                        .exception();
            default -> problem.exception();
        };
    }

    /// Receives as many datagrams as there are and the batch has room for.
    ///
    /// @return how many; 0 where there is none
    public int receive(Datagrams batch) {
        batch.prepareToReceive();
        for (int attempt = 0; attempt < INTERRUPTS_MAX; attempt++) {
            int count = LibC.recvmmsg(receiveState, descriptor, batch.headers(), batch.slots());
            if (count > 0) {
                batch.received(count);
                return count;
            }
            // Anything else is what the network told of an earlier datagram, and the next call tells the next.
            if (count == 0 || count == -LibC.EAGAIN) {
                return 0;
            }
        }
        return 0;
    }

    /// Sends the first datagrams of a batch, each to where its slot says. Those that the kernel refuses are left out
    /// and counted, as if the network had lost them.
    ///
    /// @return how many are done with; less than `count` where the kernel has no room for more at the moment
    public int send(Datagrams batch, int count) {
        batch.prepareToSend(count);
        return sendFrom(batch, 0, count);
    }

    /// Goes on where [#send(Datagrams, int)] had to stop.
    ///
    /// @param first the first slot that is not done with
    /// @param count of slots, those that are done with included
    /// @return how many more are done with
    public int sendFrom(Datagrams batch, int first, int count) {
        int done = first;
        // Each turn gets at least one datagram done, but for interrupts.
        for (int turn = 0; done < count && turn < count + INTERRUPTS_MAX; turn++) {
            int sent = LibC.sendmmsg(sendState, descriptor, batch.headersFrom(done), count - done);
            if (sent > 0) {
                done += sent;
            } else if (sent == -LibC.EAGAIN || sent == 0) {
                return done - first;
            } else if (sent != -LibC.EINTR) {
                refused.increment();
                batch.refuse(done);
                done++;
            }
        }
        return done - first;
    }

    /// How many datagrams the kernel refused to send: no route, an interface that is down.
    public long refused() {
        return refused.sum();
    }

    /// Whether the kernel cuts one payload into many datagrams; see [Datagrams#segment(int, int)].
    public boolean cutsSegments() {
        return cutsSegments;
    }

    /// For [Poller#watch(int, long)].
    public int descriptor() {
        return descriptor;
    }

    /// The port that it listens at.
    public int localPort() {
        return localPort;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (Arena arena = Arena.ofConfined()) {
                int ignored = LibC.close(arena.allocate(LibC.STATE), descriptor);
            }
        }
    }
}
