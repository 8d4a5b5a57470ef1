package dev.slipway.pxe.configuration;

import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses of IPv4 as bits, the first number highest.
public final class Ipv4 {

    private static final Pattern TEXT = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");

    private Ipv4() {}

    /// The address that a text is, in its usual form.
    public static Optional<Integer> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        int address = 0;
        for (String part : text.split("\\.", -1)) {
            int number = Integer.parseInt(part);
            if (number > 255) {
                return Optional.empty();
            }
            address = (address << 8) | number;
        }
        return Optional.of(address);
    }

    /// The address in its usual form.
    public static String text(int address) {
        return "%d.%d.%d.%d".formatted(address >>> 24, (address >>> 16) & 0xff, (address >>> 8) & 0xff, address & 0xff);
    }
}
