package dev.slipway.builder.yaml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What YAML 1.1 makes of a plain scalar (yaml.org/type: bool, int, float, timestamp), where that differs from 1.2.
final class Yaml11 {

    private static final Pattern TRUE = Pattern.compile("y|Y|yes|Yes|YES|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("n|N|no|No|NO|off|Off|OFF");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern DECIMAL_WITH_BARS = Pattern.compile("[-+]?[1-9][0-9]*_[0-9_]*");
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
    private static final Pattern OCTAL_OF_12 = Pattern.compile("0o[0-7]+");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Yaml11() {}

    /// What it is read as, where it is something else than in YAML 1.2.
    static Optional<String> readsAs(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if (first != '-' && first != '+' && (first < '0' || first > '9')) {
            return text.length() > 3 ? Optional.empty() : word(text);
        }
        return number(text);
    }

    private static Optional<String> word(String text) {
        if (TRUE.matcher(text).matches()) {
            return Optional.of("the boolean true");
        }
        if (FALSE.matcher(text).matches()) {
            return Optional.of("the boolean false");
        }
        return Optional.empty();
    }

    private static Optional<String> number(String text) {
        // Addresses and versions, of which there are many: a point stands in no number but one with colons.
        if (text.indexOf('.') >= 0 && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        String digits = text.replace("_", "");
        if (OCTAL.matcher(text).matches() && digits.length() > 1) {
            BigInteger octal = new BigInteger(digits, 8);
            // 00 and 01 to 07 are the same number in both.
            return octal.equals(new BigInteger(digits)) ? Optional.empty() : Optional.of("the number " + octal);
        }
        if (BINARY.matcher(text).matches()) {
            String sign = digits.startsWith("-") ? "-" : "";
            return Optional.of("the number " + sign + new BigInteger(digits.replaceFirst("[-+]?0b", "0"), 2));
        }
        if (DECIMAL_WITH_BARS.matcher(text).matches()) {
            return Optional.of("the number " + new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits));
        }
        if (SEXAGESIMAL.matcher(text).matches()) {
            return Optional.of("the number " + sexagesimal(digits));
        }
        if (OCTAL_OF_12.matcher(text).matches()) {
            return Optional.of("the text '%s'".formatted(text));
        }
        return DATE.matcher(text).matches() ? Optional.of("a date") : Optional.empty();
    }

    private static String sexagesimal(String digits) {
        boolean negative = digits.startsWith("-");
        String unsigned = digits.replaceFirst("^[-+]", "");
        int point = unsigned.indexOf('.');
        BigInteger value = BigInteger.ZERO;
        for (String part : (point < 0 ? unsigned : unsigned.substring(0, point)).split(":", -1)) {
            value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        String fraction = point < 0 ? "" : unsigned.substring(point).toLowerCase(Locale.ROOT);
        return (negative ? "-" : "") + value + fraction;
    }
}
