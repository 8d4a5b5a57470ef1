package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.host.Ipv4;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks the kernel how large a packet may be on its way to somebody (ip(7), `IP_MTU`): what the interface takes, or
/// less, where a router once said so. Sends nothing. To be used by one thread.
public final class RouteProbe implements AutoCloseable {

    /// What every network takes, where nothing is known.
    public static final int MTU_MIN = 576;

    private static final int DISCARD_PORT = 9;

    private final int descriptor;
    private final MemorySegment state = Arena.ofAuto().allocate(LibC.STATE);
    private final MemorySegment address = UdpSocket.address(Arena.ofAuto(), Ipv4.ANY, DISCARD_PORT);
    private final MemorySegment value = Arena.ofAuto().allocate(JAVA_INT);
    private final MemorySegment length = Arena.ofAuto().allocate(JAVA_INT);
    private final AtomicBoolean closed = new AtomicBoolean();

    private RouteProbe(int descriptor) {
        this.descriptor = descriptor;
        length.set(JAVA_INT, 0, Integer.BYTES);
    }

    /// A probe, to be closed.
    public static RouteProbe open() {
        LibC.requireLinux();
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = LibC.socket(
                    arena.allocate(LibC.STATE), Numbers.AF_INET, Numbers.SOCK_DGRAM | Numbers.CLOSE_ON_EXEC, 0);
            if (descriptor < 0) {
                throw Problem.environment("socket.open", "A socket cannot be opened")
                        .because(LibC.words(-descriptor))
                        .exception();
            }
            return new RouteProbe(descriptor);
        }
    }

    /// The bytes of the largest packet to that address, with its headers; [#MTU_MIN] where no way is known.
    public int mtuTo(int remoteAddress) {
        address.set(Numbers.NETWORK_INT, 4, remoteAddress);
        if (LibC.connect(state, descriptor, address) < 0
                || LibC.getsockopt(state, descriptor, Numbers.SOL_IP, Numbers.IP_MTU, value, length) < 0) {
            return MTU_MIN;
        }
        return Math.max(value.get(JAVA_INT, 0), MTU_MIN);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            int ignored = LibC.close(state, descriptor);
        }
    }
}
