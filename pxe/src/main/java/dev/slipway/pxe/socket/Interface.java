package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// What the kernel knows of a network interface (netdevice(7)). The JDK caches what it knows, and knows no index.
///
/// @param name such as `eth0`
/// @param index the kernel's number of it
/// @param mac its own address
/// @param mtu the bytes of the largest packet
public record Interface(String name, int index, MacAddress mac, int mtu) {

    private static final int NAME_BYTES = 16;
    private static final int REQUEST_BYTES = 40;

    /// The interface of that name.
    ///
    /// @throws ProblemException of the environment where there is none
    public static Interface named(String name) {
        LibC.requireLinux();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(LibC.STATE);
            int descriptor = LibC.socket(state, Numbers.AF_INET, Numbers.SOCK_DGRAM | Numbers.CLOSE_ON_EXEC, 0);
            if (descriptor < 0) {
                throw failure(name, -descriptor);
            }
            try {
                if (bytes.length == 0 || bytes.length >= NAME_BYTES) {
                    throw failure(name, LibC.ENODEV);
                }
                MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
                MemorySegment.copy(bytes, 0, request, JAVA_BYTE, 0, bytes.length);
                ask(state, descriptor, Numbers.SIOCGIFINDEX, request, name);
                int index = request.get(JAVA_INT, NAME_BYTES);
                ask(state, descriptor, Numbers.SIOCGIFMTU, request, name);
                int mtu = request.get(JAVA_INT, NAME_BYTES);
                ask(state, descriptor, Numbers.SIOCGIFHWADDR, request, name);
                byte[] mac = request.asSlice(NAME_BYTES + 2, MacAddress.BYTES).toArray(JAVA_BYTE);
                return new Interface(name, index, MacAddress.of(mac), mtu);
            } finally {
                int ignored = LibC.close(state, descriptor);
            }
        }
    }

    private static void ask(MemorySegment state, int descriptor, long what, MemorySegment request, String name) {
        int result = LibC.ioctl(state, descriptor, what, request);
        if (result < 0) {
            throw failure(name, -result);
        }
    }

    private static ProblemException failure(String name, int errno) {
        return Problem.environment("socket.interface", "The interface cannot be used")
                .at(name)
                .because(LibC.words(errno))
                .fix("name an interface of this machine; 'ip link' lists them")
                .exception();
    }
}
