package dev.slipway.cli;

import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them, the same in every locale.
final class Sizes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Sizes() {}

    /// A number of bytes in powers of 1000, as disks are sold: `1.2 GB`.
    static String ofBytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // 999.95 would be rounded to 1000.0.
        while (value >= 999.95 || unit < 0) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /// A duration: `4.2 s`, `3 min 20 s`.
    static String ofTime(Duration time) {
        return time.compareTo(Duration.ofMinutes(1)) < 0
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
