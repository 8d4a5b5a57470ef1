package dev.slipway.ova.vsphere.connection;

import java.io.InterruptedIOException;
import java.time.Duration;

/// How long is waited for what, and how often it is tried.
///
/// @param connect for a connection
/// @param answer for an answer, and for a body to move on
/// @param attempts at most, of one request or of one file
/// @param pauseFirst before the second attempt; it doubles from then on
/// @param pauseMax at most, also where the server asks for more
/// @param heartbeat between two signs of life during an upload; vCenter forgets update sessions after five minutes by
/// default
/// @param poll between two questions whether something is done
/// @param settle for vCenter to be done with what it got
public record Patience(
        Duration connect,
        Duration answer,
        int attempts,
        Duration pauseFirst,
        Duration pauseMax,
        Duration heartbeat,
        Duration poll,
        Duration settle) {

    /// For a run with somebody waiting for it to end well.
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofMinutes(30));

    /// For cleaning up: one attempt, and soon over.
    public Patience hurried() {
        Duration few = Duration.ofSeconds(5);
        return new Patience(
                few.compareTo(connect) < 0 ? few : connect,
                few.compareTo(answer) < 0 ? few : answer,
                1,
                pauseFirst,
                pauseMax,
                heartbeat,
                poll,
                settle);
    }

    /// The pause before the attempt behind that number `attempt`.
    public Duration pauseAfter(int attempt) {
        Duration pause = pauseFirst.multipliedBy(1L << Math.clamp(attempt - 1, 0, 16));
        return pause.compareTo(pauseMax) < 0 ? pause : pauseMax;
    }

    /// Lets time pass.
    @FunctionalInterface
    public interface Pauses {

        /// Real time.
        Pauses REAL = Thread::sleep;

        void pause(Duration duration) throws InterruptedException;

        /// The same where only input and output can fail.
        default void await(Duration duration) throws InterruptedIOException {
            try {
                pause(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
