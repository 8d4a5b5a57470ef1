package dev.slipway.pxe.trace;

/// Text made safe for one line of a log or a terminal: what could end the line, or steer what shows it, is replaced.
public final class OneLine {

    private static final char REPLACEMENT = '?';

    private OneLine() {}

    /// The text without control characters and marks that turn the direction of writing, and not longer than so much.
    public static String of(String text, int charactersMax) {
        int length = Math.min(text.length(), charactersMax);
        StringBuilder safe = new StringBuilder(length + 3);
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            safe.append(steers(unit) ? REPLACEMENT : unit);
        }
        if (length < text.length()) {
            safe.append("...");
        }
        return safe.toString();
    }

    private static boolean steers(char unit) {
        return Character.isISOControl(unit)
                || (unit >= '\u2028' && unit <= '\u202e')
                || (unit >= '\u2066' && unit <= '\u2069')
                || Character.isSurrogate(unit);
    }
}
