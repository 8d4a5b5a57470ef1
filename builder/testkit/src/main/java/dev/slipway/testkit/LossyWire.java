package dev.slipway.testkit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A bad cable between two networks: a fake that carries frames from one tap interface to the other, and loses, doubles
/// or holds back some of them. Which ones is decided by a seed, in the order that frames come.
public final class LossyWire implements AutoCloseable {

    private static final int FRAME_BYTES = 1 << 16;
    private static final int READ_WRITE_NON_BLOCKING_CLOSE_ON_EXEC = 2 | 0x800 | 0x80000;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short TAP_WITHOUT_HEADER = 0x1002;
    private static final short READABLE = 1;
    /// A frame that is held back leaves after this time at the latest, where no other overtakes it.
    private static final int HELD_MILLISECONDS = 10;

    private final int left;
    private final int right;
    private final Fate fate;
    private final Thread carrier;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong overtaken = new AtomicLong();
    private volatile boolean stopped;

    /// What becomes of frames: for each of them the chance of being lost, of arriving twice, and of being overtaken by
    /// the next one.
    public record Fate(long seed, double loss, double doubling, double reordering) {

        /// The same as the constructor.
        public static Fate of(long seed, double loss, double doubling, double reordering) {
            return new Fate(seed, loss, doubling, reordering);
        }
    }

    private LossyWire(int left, int right, Fate fate) {
        this.left = left;
        this.right = right;
        this.fate = fate;
        carrier = Thread.ofPlatform().daemon().name("lossy-wire").start(this::carry);
    }

    /// Lays the cable between an interface here and one of another network; both are made, are up and have no address.
    public static LossyWire between(
            NetworkNamespace one, String here, NetworkNamespace other, String there, Fate fate) {
        int left = one.call(() -> openTap(here));
        int right = other.call(() -> openTap(there));
        one.tool("ip", "link", "set", here, "up").run();
        other.tool("ip", "link", "set", there, "up").run();
        return new LossyWire(left, right, fate);
    }

    /// Frames that were lost.
    public long lost() {
        return lost.get();
    }

    /// Frames that arrived twice.
    public long doubled() {
        return doubled.get();
    }

    /// Frames that were overtaken by a later one.
    public long overtaken() {
        return overtaken.get();
    }

    private static int openTap(String name) {
        try (Arena arena = Arena.ofConfined()) {
            int tap = (int)
                    Calls.OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE_NON_BLOCKING_CLOSE_ON_EXEC);
            MemorySegment request = arena.allocate(40);
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(text, 0, request, JAVA_BYTE, 0, text.length);
            request.set(JAVA_SHORT, 16, TAP_WITHOUT_HEADER);
            if (tap < 0 || (int) Calls.IOCTL.invokeExact(tap, TUNSETIFF, request) != 0) {
                throw new IllegalStateException("cannot make tap " + name);
            }
            return tap;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("tap " + name, e);
        }
    }

    /// One direction of the cable.
    private final class Direction {
        private final int from;
        private final int to;
        private final Random chance;
        private final MemorySegment frame = Arena.ofAuto().allocate(FRAME_BYTES);
        private byte @Nullable [] held;

        Direction(int from, int to, long seed) {
            this.from = from;
            this.to = to;
            chance = new Random(seed);
        }

        void carryAll() throws Throwable {
            long length = (long) Calls.READ.invokeExact(from, frame, (long) FRAME_BYTES);
            while (length > 0) {
                decide(length);
                length = (long) Calls.READ.invokeExact(from, frame, (long) FRAME_BYTES);
            }
        }

        private void decide(long length) throws Throwable {
            double drawn = chance.nextDouble();
            if (drawn < fate.loss()) {
                lost.incrementAndGet();
                return;
            }
            drawn -= fate.loss();
            if (drawn < fate.reordering() && held == null) {
                held = frame.asSlice(0, length).toArray(JAVA_BYTE);
                return;
            }
            deliver(frame, length);
            drawn -= fate.reordering();
            if (drawn >= 0 && drawn < fate.doubling()) {
                doubled.incrementAndGet();
                deliver(frame, length);
            }
            if (held != null) {
                overtaken.incrementAndGet();
            }
            letGo();
        }

        void letGo() throws Throwable {
            byte[] late = held;
            held = null;
            if (late != null) {
                MemorySegment.copy(late, 0, frame, JAVA_BYTE, 0, late.length);
                deliver(frame, late.length);
            }
        }

        private void deliver(MemorySegment bytes, long length) throws Throwable {
            // An interface that is down takes nothing: another way to be lost.
            long ignored = (long) Calls.WRITE.invokeExact(to, bytes, length);
        }
    }

    private void carry() {
        try (Arena arena = Arena.ofConfined()) {
            Direction there = new Direction(left, right, fate.seed());
            Direction back = new Direction(right, left, fate.seed() + 1);
            MemorySegment polled = arena.allocate(16, 8);
            polled.set(JAVA_INT, 0, left);
            polled.set(JAVA_INT, 8, right);
            while (!stopped) {
                polled.set(JAVA_SHORT, 4, READABLE);
                polled.set(JAVA_SHORT, 12, READABLE);
                int ready = (int) Calls.POLL.invokeExact(polled, 2L, HELD_MILLISECONDS);
                there.carryAll();
                back.carryAll();
                if (ready == 0) {
                    there.letGo();
                    back.letGo();
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cable", e);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            carrier.join();
            int ignored = (int) Calls.CLOSE.invokeExact(left) + (int) Calls.CLOSE.invokeExact(right);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("close", e);
        }
    }

    private static final class Calls {
        static final MethodHandle OPEN = variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
        static final MethodHandle IOCTL =
                variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
        static final MethodHandle READ = plain("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle WRITE =
                plain("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle POLL = plain("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle CLOSE = plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private static MethodHandle plain(String name, FunctionDescriptor signature) {
            return link(name, signature);
        }

        private static MethodHandle variadic(String name, FunctionDescriptor signature, int fixed) {
            return link(name, signature, Linker.Option.firstVariadicArg(fixed));
        }

        @SuppressWarnings("restricted") // The signatures are those of the manual.
        private static MethodHandle link(String name, FunctionDescriptor signature, Linker.Option... options) {
            SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
            return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), signature, options);
        }
    }
}
