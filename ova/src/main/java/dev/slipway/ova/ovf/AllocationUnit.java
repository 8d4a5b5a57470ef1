package dev.slipway.ova.ovf;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Units of sizes as descriptors write them: programmatic units of DSP0004 (annex C), and words that older programs
/// use.
final class AllocationUnit {

    private static final Pattern POWER = Pattern.compile("byte ?\\* ?(2|10)\\^([0-9]{1,2})");
    private static final int EXPONENT_OF_2_MAX = 50;
    private static final int EXPONENT_OF_10_MAX = 15;

    private static final Map<String, Long> WORDS = Map.of(
            "byte", 1L,
            "bytes", 1L,
            "kilobytes", 1L << 10,
            "kb", 1L << 10,
            "megabytes", 1L << 20,
            "mb", 1L << 20,
            "gigabytes", 1L << 30,
            "gb", 1L << 30);

    private AllocationUnit() {}

    /// How many bytes that many of a unit are; empty where one of them is not understood.
    static OptionalLong bytes(Optional<String> number, String unit) {
        OptionalLong count = Ovf.number(number);
        OptionalLong size = size(unit.strip().toLowerCase(java.util.Locale.ROOT));
        if (count.isEmpty() || size.isEmpty() || count.getAsLong() > Long.MAX_VALUE / size.getAsLong()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(count.getAsLong() * size.getAsLong());
    }

    private static OptionalLong size(String unit) {
        Long word = WORDS.get(unit);
        if (word != null) {
            return OptionalLong.of(word);
        }
        Matcher power = POWER.matcher(unit);
        if (!power.matches()) {
            return OptionalLong.empty();
        }
        int base = Integer.parseInt(power.group(1));
        int exponent = Integer.parseInt(power.group(2));
        if (exponent > (base == 2 ? EXPONENT_OF_2_MAX : EXPONENT_OF_10_MAX)) {
            return OptionalLong.empty();
        }
        long size = 1;
        for (int i = 0; i < exponent; i++) {
            size *= base;
        }
        return OptionalLong.of(size);
    }
}
