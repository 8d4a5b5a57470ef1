package dev.slipway.builder.oci.registry;

import java.time.Duration;

/// How often a request is tried again, and after what time.
///
/// @param attempts how many requests there are at most, the first included
/// @param first how long to wait before the second; doubles from one to the next
/// @param longest no wait is longer, whatever a server asks for
public record Retries(int attempts, Duration first, Duration longest, Pause pause) {

    /// For people who wait: less than half a minute, unless a server asks for more.
    public static final Retries USUAL = new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(60), Thread::sleep);

    public Retries {
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("%d attempts".formatted(attempts));
        }
    }

    /// Waits.
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /// How long to wait after so many failures.
    Duration after(int failures) {
        Duration time = first.multipliedBy(1L << Math.min(failures - 1, 16));
        return time.compareTo(longest) > 0 ? longest : time;
    }

    /// What a server asks for, as far as it is followed.
    Duration bounded(Duration asked) {
        return asked.compareTo(longest) > 0 ? longest : asked;
    }
}
