package dev.slipway.builder.quantity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A size as people give it for disks and memory: `512M`, `20G`, in powers of 1024.
public final class ByteSize {

    private static final String UNITS = "KMGT";
    private static final Pattern SIZE =
            Pattern.compile("[0-9]{1,12}|[0-9]{1,6}[" + UNITS + "]", Pattern.CASE_INSENSITIVE);

    private ByteSize() {}

    /// The bytes that a text says, where it is a size.
    public static Optional<Long> parse(String text) {
        if (!SIZE.matcher(text).matches()) {
            return Optional.empty();
        }
        // 0 where there is no unit.
        int power = UNITS.indexOf(text.toUpperCase(Locale.ROOT).charAt(text.length() - 1)) + 1;
        String number = power == 0 ? text : text.substring(0, text.length() - 1);
        return Optional.of(Long.parseLong(number) << (10 * power));
    }
}
