package dev.slipway.templates.user;

/// Text as a scalar in double quotes (YAML 1.2.2, chapter 7.3.1), which readers of every version take for text, and
/// readers of JSON too.
public final class YamlQuotes {

    private YamlQuotes() {}

    /// The text with its quotes.
    public static String of(String text) {
        return '"' + inside(text) + '"';
    }

    /// The text as it stands between quotes.
    static String inside(String text) {
        if (text.chars().allMatch(unit -> unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\')) {
            return text;
        }
        StringBuilder quoted = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append("\\u%04x".formatted(point));
                    }
                }
            }
        });
        return quoted.toString();
    }

    /// Whether every character can stand without quotes: printable in every version of YAML, and no line break in any.
    static boolean isPrintable(String text) {
        return text.codePoints().allMatch(YamlQuotes::isPrintable);
    }

    private static boolean isPrintable(int point) {
        boolean isPrintable = (point >= ' ' && point <= '~')
                || (point >= 0xa0 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point > 0xffff;
        return isPrintable && point != 0x2028 && point != 0x2029 && point != 0xfeff;
    }
}
