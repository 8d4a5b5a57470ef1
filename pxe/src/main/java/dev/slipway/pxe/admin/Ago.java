package dev.slipway.pxe.admin;

import java.time.Duration;
import java.time.Instant;

/// How long ago something was, as people say it.
final class Ago {

    private Ago() {}

    static String of(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 3) {
            return "now";
        }
        if (seconds < 90) {
            // Steps of five seconds: the page need not change with every look.
            return (seconds < 10 ? seconds : seconds / 5 * 5) + " s ago";
        }
        long minutes = seconds / 60;
        if (minutes < 90) {
            return minutes + " min ago";
        }
        return minutes < 48 * 60 ? minutes / 60 + " h ago" : minutes / (24 * 60) + " days ago";
    }
}
