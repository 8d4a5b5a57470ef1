package dev.slipway.pxe.tftp;

import java.time.Duration;
import java.util.OptionalInt;

/// How long to wait for an acknowledgement: what the client asked for (RFC 2349), or what its answers took so far (as
/// RFC 6298 does it for TCP), twice as long with each time in vain, up to a bound. Times are nanoseconds.
final class RetransmissionTimer {

    private static final long FLOOR = Duration.ofMillis(100).toNanos();
    private static final long CEILING = Duration.ofSeconds(4).toNanos();

    private final boolean fixed;
    private final long ceiling;
    private long smoothed;
    private long variation;
    private long timeout;

    /// @param first before anything is known
    /// @param asked what the client wants instead
    RetransmissionTimer(Duration first, OptionalInt asked) {
        fixed = asked.isPresent();
        timeout = asked.isPresent() ? Duration.ofSeconds(asked.getAsInt()).toNanos() : first.toNanos();
        ceiling = Math.max(CEILING, timeout);
    }

    /// The time to wait now.
    long nanos() {
        return timeout;
    }

    /// An answer took so long, to something that was sent once.
    void answeredAfter(long nanos) {
        if (fixed) {
            return;
        }
        if (smoothed == 0) {
            smoothed = nanos;
            variation = nanos / 2;
        } else {
            variation += (Math.abs(smoothed - nanos) - variation) / 4;
            smoothed += (nanos - smoothed) / 8;
        }
        timeout = Math.clamp(smoothed + 4 * variation, FLOOR, ceiling);
    }

    /// It was waited in vain.
    void backOff() {
        if (!fixed) {
            timeout = Math.min(2 * timeout, ceiling);
        }
    }
}
