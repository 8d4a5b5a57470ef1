package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Waits until one of several sockets has something to read (epoll(7)), until it is woken, or until it has waited long
/// enough. One thread waits; any may wake it. To be closed when nobody waits.
public final class Poller implements AutoCloseable {

    private static final int EVENTS_MAX = 64;
    private static final int ADD = 1;
    private static final int READABLE = 1;
    private static final long WOKEN = Long.MIN_VALUE;

    /// `struct epoll_event` is packed on x86-64 alone.
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

    private static final long TOKEN = PACKED ? 4 : 8;
    private static final long EVENT_BYTES = PACKED ? 12 : 16;

    private final MemorySegment state = Arena.ofAuto().allocate(LibC.STATE);
    private final MemorySegment events = Arena.ofAuto().allocate(EVENTS_MAX * EVENT_BYTES, 8);
    private final MemorySegment counter = Arena.ofAuto().allocate(JAVA_LONG);
    private final MemorySegment one = Arena.ofAuto().allocate(JAVA_LONG);
    private final int poll;
    private final int wake;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Poller(int poll, int wake) {
        this.poll = poll;
        this.wake = wake;
        one.set(JAVA_LONG, 0, 1);
    }

    /// A poller that watches nothing yet.
    public static Poller open() {
        LibC.requireLinux();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(LibC.STATE);
            int poll = require("epoll_create1", LibC.epollCreate(state));
            Poller poller = new Poller(poll, require("eventfd", LibC.eventfd(state)));
            poller.add(poller.wake, WOKEN);
            return poller;
        }
    }

    /// From now on, tells when a descriptor has something to read. It is forgotten when it is closed.
    ///
    /// @param token what [#await(long, long\[\])] tells then; not negative
    public void watch(int descriptor, long token) {
        if (token < 0) {
            throw new IllegalArgumentException("token " + token);
        }
        add(descriptor, token);
    }

    private void add(int descriptor, long token) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_BYTES, 8);
            event.set(JAVA_INT, 0, READABLE);
            event.set(JAVA_LONG_UNALIGNED, TOKEN, token);
            require("epoll_ctl", LibC.epollControl(arena.allocate(LibC.STATE), poll, ADD, descriptor, event));
        }
    }

    /// Waits.
    ///
    /// @param timeoutNanos at most so long, rounded up to milliseconds; 0 only looks, less waits without an end
    /// @param tokens where the tokens of what can be read are put
    /// @return how many there are; 0 where the time is over, or it was woken and nothing can be read
    public int await(long timeoutNanos, long[] tokens) {
        int room = Math.min(tokens.length, EVENTS_MAX - 1) + 1;
        int count = LibC.epollWait(state, poll, events, room, milliseconds(timeoutNanos));
        int told = 0;
        for (int i = 0; i < count; i++) {
            long token = events.get(JAVA_LONG_UNALIGNED, i * EVENT_BYTES + TOKEN);
            if (token == WOKEN) {
                // In this order: whoever finds it woken in between is seen by the one who returns from here.
                int ignored = LibC.read(state, wake, counter);
                woken.set(false);
            } else if (told < tokens.length) {
                tokens[told++] = token;
            }
        }
        return told;
    }

    private static int milliseconds(long nanos) {
        if (nanos <= 0) {
            return nanos < 0 ? -1 : 0;
        }
        long rounded = nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1);
        return (int) Math.min(rounded, TimeUnit.HOURS.toMillis(1));
    }

    /// Ends the waiting of now, or the next one.
    public void wakeUp() {
        if (woken.compareAndSet(false, true)) {
            try (Arena arena = Arena.ofConfined()) {
                int ignored = LibC.write(arena.allocate(LibC.STATE), wake, one);
            }
        }
    }

    private static int require(String function, int result) {
        if (result < 0) {
            throw new IllegalStateException(function + ": errno " + -result);
        }
        return result;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            for (int descriptor : new int[] {poll, wake}) {
                int ignored = LibC.close(state, descriptor);
            }
        }
    }
}
