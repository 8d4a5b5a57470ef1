package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.slipway.builder.problem.Problem;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Map;

/// The functions of the C library that this package calls, with the numbers of Linux on 64-bit processors. Each returns
/// what the manual says, or the negative `errno` where it failed.
final class LibC {

    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;

    /// Where `errno` is left; one for each thread that calls.
    static final StructLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final Map<Integer, String> WORDS = Map.of(
            EPERM, "not permitted",
            EACCES, "not permitted",
            ENODEV, "there is no such interface",
            EADDRINUSE, "another program has this port",
            EADDRNOTAVAIL, "this machine has no such address");

    private static final MethodHandle SOCKET = link("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = link("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT = link("connect", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle NAME = link("getsockname", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SET = link("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GET = link("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle CLOSE = link("close", JAVA_INT);
    private static final MethodHandle RECEIVE_MANY = link("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SEND_MANY = link("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEND_TO =
            link(JAVA_LONG, "sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECEIVE = link(JAVA_LONG, "recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle READ = link(JAVA_LONG, "read", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = link(JAVA_LONG, "write", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle IOCTL = link(
            JAVA_INT, "ioctl", new Linker.Option[] {Linker.Option.firstVariadicArg(2)}, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle EPOLL = link("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CHANGE = link("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle EPOLL_WAIT = link("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENT = link("eventfd", JAVA_INT, JAVA_INT);

    private LibC() {}

    /// Fails in words where the operating system is none for this package.
    static void requireLinux() {
        String system = System.getProperty("os.name", "");
        if (!system.equals("Linux")) {
            throw Problem.environment("socket.linux-only", "The boot server runs on Linux only")
                    .because("this is " + system)
                    .fix("run its container image on a Linux machine in the network of the machines that boot")
                    .exception();
        }
    }

    static MethodHandle link(String function, MemoryLayout... arguments) {
        return link(JAVA_INT, function, arguments);
    }

    private static MethodHandle link(MemoryLayout result, String function, MemoryLayout... arguments) {
        return link(result, function, new Linker.Option[0], arguments);
    }

    @SuppressWarnings("restricted") // The signatures are those of the manual; every buffer is passed with its size.
    private static MethodHandle link(
            MemoryLayout result, String function, Linker.Option[] more, MemoryLayout... arguments) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(more, 0, options, 1, more.length);
        return Linker.nativeLinker()
                .downcallHandle(
                        Lookup.SYMBOLS.findOrThrow(function), FunctionDescriptor.of(result, arguments), options);
    }

    static int socket(MemorySegment state, int domain, int type, int protocol) {
        try {
            return result(state, (int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Throwable e) {
            throw unexpected("socket", e);
        }
    }

    static int bind(MemorySegment state, int descriptor, MemorySegment address) {
        try {
            return result(state, (int) BIND.invokeExact(state, descriptor, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw unexpected("bind", e);
        }
    }

    static int connect(MemorySegment state, int descriptor, MemorySegment address) {
        try {
            return result(state, (int) CONNECT.invokeExact(state, descriptor, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw unexpected("connect", e);
        }
    }

    static int getsockname(MemorySegment state, int descriptor, MemorySegment address, MemorySegment length) {
        try {
            return result(state, (int) NAME.invokeExact(state, descriptor, address, length));
        } catch (Throwable e) {
            throw unexpected("getsockname", e);
        }
    }

    static int setsockopt(MemorySegment state, int descriptor, int level, int option, MemorySegment value) {
        try {
            return result(
                    state, (int) SET.invokeExact(state, descriptor, level, option, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw unexpected("setsockopt", e);
        }
    }

    static int getsockopt(
            MemorySegment state, int descriptor, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            return result(state, (int) GET.invokeExact(state, descriptor, level, option, value, length));
        } catch (Throwable e) {
            throw unexpected("getsockopt", e);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return result(state, (int) CLOSE.invokeExact(state, descriptor));
        } catch (Throwable e) {
            throw unexpected("close", e);
        }
    }

    static int recvmmsg(MemorySegment state, int descriptor, MemorySegment headers, int count) {
        try {
            return result(
                    state, (int) RECEIVE_MANY.invokeExact(state, descriptor, headers, count, 0, MemorySegment.NULL));
        } catch (Throwable e) {
            throw unexpected("recvmmsg", e);
        }
    }

    static int sendmmsg(MemorySegment state, int descriptor, MemorySegment headers, int count) {
        try {
            return result(state, (int) SEND_MANY.invokeExact(state, descriptor, headers, count, 0));
        } catch (Throwable e) {
            throw unexpected("sendmmsg", e);
        }
    }

    static int sendto(MemorySegment state, int descriptor, MemorySegment bytes, long length, MemorySegment to) {
        try {
            return result(state, (int)
                    (long) SEND_TO.invokeExact(state, descriptor, bytes, length, 0, to, (int) to.byteSize()));
        } catch (Throwable e) {
            throw unexpected("sendto", e);
        }
    }

    static int recv(MemorySegment state, int descriptor, MemorySegment into) {
        try {
            return result(state, (int) (long) RECEIVE.invokeExact(state, descriptor, into, into.byteSize(), 0));
        } catch (Throwable e) {
            throw unexpected("recv", e);
        }
    }

    static int read(MemorySegment state, int descriptor, MemorySegment into) {
        try {
            return result(state, (int) (long) READ.invokeExact(state, descriptor, into, into.byteSize()));
        } catch (Throwable e) {
            throw unexpected("read", e);
        }
    }

    static int write(MemorySegment state, int descriptor, MemorySegment from) {
        try {
            return result(state, (int) (long) WRITE.invokeExact(state, descriptor, from, from.byteSize()));
        } catch (Throwable e) {
            throw unexpected("write", e);
        }
    }

    static int ioctl(MemorySegment state, int descriptor, long request, MemorySegment argument) {
        try {
            return result(state, (int) IOCTL.invokeExact(state, descriptor, request, argument));
        } catch (Throwable e) {
            throw unexpected("ioctl", e);
        }
    }

    static int epollCreate(MemorySegment state) {
        try {
            return result(state, (int) EPOLL.invokeExact(state, Numbers.CLOSE_ON_EXEC));
        } catch (Throwable e) {
            throw unexpected("epoll_create1", e);
        }
    }

    static int epollControl(MemorySegment state, int poll, int operation, int descriptor, MemorySegment event) {
        try {
            return result(state, (int) EPOLL_CHANGE.invokeExact(state, poll, operation, descriptor, event));
        } catch (Throwable e) {
            throw unexpected("epoll_ctl", e);
        }
    }

    static int epollWait(MemorySegment state, int poll, MemorySegment events, int count, int milliseconds) {
        try {
            return result(state, (int) EPOLL_WAIT.invokeExact(state, poll, events, count, milliseconds));
        } catch (Throwable e) {
            throw unexpected("epoll_wait", e);
        }
    }

    static int eventfd(MemorySegment state) {
        try {
            return result(state, (int) EVENT.invokeExact(state, 0, Numbers.CLOSE_ON_EXEC | Numbers.NON_BLOCKING));
        } catch (Throwable e) {
            throw unexpected("eventfd", e);
        }
    }

    /// A failure in words, as far as they are known.
    static String words(int errno) {
        return WORDS.getOrDefault(errno, "errno " + errno);
    }

    static int result(MemorySegment state, int returned) {
        return returned >= 0 ? returned : -(int) ERRNO.get(state, 0L);
    }

    static IllegalStateException unexpected(String function, Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(function, e);
    }

    private static final class Lookup {
        static final SymbolLookup SYMBOLS = Linker.nativeLinker().defaultLookup();
    }
}
