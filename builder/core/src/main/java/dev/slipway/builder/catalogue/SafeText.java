package dev.slipway.builder.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Refuses what would show otherwise than it is, or lead where it must not.
final class SafeText {

    private static final int NAME_LENGTH_MAX = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /// Windows keeps these, with any ending, for devices.
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private SafeText() {}

    /// Why a value or a key is refused.
    static Optional<String> refusal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= ' ' && unit < 0x7f) {
                continue;
            }
            if (unit == '\n' || unit == '\t') {
                continue;
            }
            if (unit < 0xa0) {
                return Optional.of("it holds the control character U+%04X".formatted((int) unit));
            }
            if (Character.isSurrogate(unit)) {
                if (!Character.isHighSurrogate(unit)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return Optional.of("it holds half a character, U+%04X".formatted((int) unit));
                }
                i++;
            } else if (turnsWriting(unit)) {
                return Optional.of(
                        "it holds U+%04X, which turns the direction of writing so that it shows otherwise than it is"
                                .formatted((int) unit));
            }
        }
        return Optional.empty();
    }

    private static boolean turnsWriting(char unit) {
        return unit == '\u200e'
                || unit == '\u200f'
                || unit == '\u061c'
                || (unit >= '\u202a' && unit <= '\u202e')
                || (unit >= '\u2066' && unit <= '\u2069');
    }

    /// Why a text cannot be the name of a site: names become names of files.
    static Optional<String> refusalOfName(String name) {
        if (name.isEmpty()) {
            return Optional.of("it is empty");
        }
        Optional<String> text = refusal(name);
        if (text.isPresent()) {
            return text;
        }
        if (name.length() > NAME_LENGTH_MAX) {
            return Optional.of("it has %d characters, more than %d".formatted(name.length(), NAME_LENGTH_MAX));
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return Optional.of("it holds a path separator");
        }
        if (name.contains("..")) {
            return Optional.of("it holds '..'");
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.of("names begin with a letter or digit of ASCII, and go on with these, '.', '_' and '-'");
        }
        if (name.endsWith(".")) {
            return Optional.of("it ends in '.', which Windows drops from names of files");
        }
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem)
                ? Optional.of("Windows keeps '%s' for a device".formatted(stem))
                : Optional.empty();
    }

    /// A text for messages: short, on one line, and without what steers a terminal.
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(60).forEach(point -> {
            if (refusal(Character.toString(point)).isPresent() || point == '\n' || point == '\t') {
                shown.append("\\u%04x".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return text.codePointCount(0, text.length()) > 60 ? shown.append("...").toString() : shown.toString();
    }
}
