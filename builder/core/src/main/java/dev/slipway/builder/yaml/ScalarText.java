package dev.slipway.builder.yaml;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How a scalar is written so that readers of YAML 1.1 and of 1.2 read the same.
///
/// What a person wrote without quotes stays without quotes: `no` may mean a boolean to the one reader that it is meant
/// for, and quotes would turn it into text. What is text beyond doubt is quoted wherever a reader could doubt it.
final class ScalarText {

    /// Begins with a letter or a slash, so that it is no number, date or indicator in any version.
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z/_][A-Za-z0-9_./@+=,()\\-]*");

    private static final Set<String> WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

    private ScalarText() {}

    /// The text on one line.
    static String inline(YamlScalar scalar) {
        if (scalar.isNull()) {
            return "null";
        }
        return switch (scalar.style()) {
            case PLAIN -> isPlain(scalar) ? scalar.text() : doubleQuoted(scalar.text());
            case SINGLE_QUOTED ->
                isPrintable(scalar.text()) ? singleQuoted(scalar.text()) : doubleQuoted(scalar.text());
            case DOUBLE_QUOTED, LITERAL, FOLDED -> doubleQuoted(scalar.text());
        };
    }

    /// A key: without quotes where that is safe whoever wrote it.
    static String key(YamlScalar key) {
        return isHarmless(key.text()) ? key.text() : inline(key);
    }

    /// The indicator of the literal block that can hold a text of several lines; empty where none can.
    static Optional<String> literal(YamlScalar scalar) {
        String text = scalar.text();
        boolean fits = scalar.isString()
                && text.indexOf('\n') >= 0
                && !text.startsWith("\n")
                && !text.startsWith(" ")
                && !text.startsWith("\t")
                && text.chars().allMatch(unit -> unit == '\n' || unit == '\t' || isPrintable(unit))
                && isPaired(text);
        if (!fits) {
            return Optional.empty();
        }
        if (!text.endsWith("\n")) {
            return Optional.of("|-");
        }
        return Optional.of(text.endsWith("\n\n") ? "|+" : "|");
    }

    /// Whether it can stand without quotes: as a person wrote it, or with the type that it looks like.
    private static boolean isPlain(YamlScalar scalar) {
        return scalar.text().chars().allMatch(ScalarText::isPrintable)
                && isPaired(scalar.text())
                && !scalar.text().isEmpty();
    }

    private static boolean isHarmless(String text) {
        return HARMLESS.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(ScalarText::isPrintable) && isPaired(text);
    }

    /// Printable in YAML 1.1 and 1.2, and no line break in either: NEL, LS and PS break lines in 1.1.
    private static boolean isPrintable(int unit) {
        return (unit >= ' ' && unit <= '~')
                || (unit >= 0xa0 && unit <= 0xfffd && unit != 0x2028 && unit != 0x2029 && unit != 0xfeff);
    }

    /// Whether no half of a surrogate pair stands alone.
    private static boolean isPaired(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }

    private static String singleQuoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (point > 0xffff || (isPrintable(point) && (point < 0xd800 || point > 0xdfff))) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(point < 0x100 ? "\\x%02x".formatted(point) : "\\u%04x".formatted(point));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
