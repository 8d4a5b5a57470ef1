package dev.slipway.cli;

/// Text from files and images made safe for a terminal: what could steer it is shown, not sent.
final class Printable {

    private Printable() {}

    /// The text with each control character written as `\\u001b` is.
    static String of(String text) {
        if (text.chars().noneMatch(Printable::steers)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.chars().forEach(unit -> {
            if (steers(unit)) {
                safe.append("\\u%04x".formatted(unit));
            } else {
                safe.append((char) unit);
            }
        });
        return safe.toString();
    }

    /// C0 and C1 controls, and the marks that turn the direction of writing.
    private static boolean steers(int unit) {
        return Character.isISOControl(unit)
                || (unit >= '\u202a' && unit <= '\u202e')
                || (unit >= '\u2066' && unit <= '\u2069');
    }
}
