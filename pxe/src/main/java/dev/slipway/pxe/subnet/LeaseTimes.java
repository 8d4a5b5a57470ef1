package dev.slipway.pxe.subnet;

import java.time.Duration;

/// For how long addresses are given.
///
/// @param usual to who asks for no time of its own
/// @param shortest what nobody gets less than
/// @param longest what nobody gets more than
public record LeaseTimes(Duration usual, Duration shortest, Duration longest) {

    /// One hour, or what the client wants between a minute and a day.
    public static final LeaseTimes DEFAULT =
            new LeaseTimes(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1));

    public LeaseTimes {
        boolean ordered = shortest.compareTo(usual) <= 0 && usual.compareTo(longest) <= 0;
        if (shortest.toSeconds() < 1 || !ordered || longest.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("times out of order: " + shortest + ", " + usual + ", " + longest);
        }
    }

    /// What a client gets that asks for this many seconds; nothing asked is -1.
    public int seconds(long asked) {
        return asked < 0 ? (int) usual.toSeconds() : (int) Math.clamp(asked, shortest.toSeconds(), longest.toSeconds());
    }
}
