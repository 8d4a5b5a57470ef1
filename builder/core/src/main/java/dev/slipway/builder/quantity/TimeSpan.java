package dev.slipway.builder.quantity;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as people give it: `90s`, `5m`, `1h`, or a number of seconds.
public final class TimeSpan {

    private static final Pattern TIME = Pattern.compile("0*([1-9][0-9]{0,5})([smh]?)");

    private TimeSpan() {}

    /// How long a text says, where it is such a time.
    public static Optional<Duration> parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "h" -> Duration.ofHours(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofSeconds(number);
                });
    }
}
