package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/// Shows bytes from an archive in a message: a terminal must not obey them, and nobody reads a megabyte.
final class Legible {

    private static final int LENGTH_MAX = 200;
    private static final int UTF_8_BYTES_MAX = 4;

    private Legible() {}

    /// The bytes as UTF-8, short, with all that is no UTF-8 or not printable escaped.
    static String of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, (LENGTH_MAX + 1) * UTF_8_BYTES_MAX));
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CharsetDecoder decoder = UTF_8.newDecoder();
        StringBuilder shown = new StringBuilder();
        // Every round takes a byte at least: what cannot be decoded is taken as it is.
        while (in.hasRemaining()) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip().codePoints().forEach(codePoint -> append(shown, codePoint));
            out.clear();
            decoder.reset();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                shown.append("\\x%02x".formatted(in.get()));
            }
        }
        return shown.length() <= LENGTH_MAX ? shown.toString() : shown.substring(0, LENGTH_MAX) + "...";
    }

    private static void append(StringBuilder shown, int codePoint) {
        boolean plain = switch (Character.getType(codePoint)) {
            // Format characters turn the writing direction, and hide letters.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
        if (plain) {
            shown.appendCodePoint(codePoint);
        } else if (codePoint < 0x80) {
            shown.append("\\x%02x".formatted(codePoint));
        } else {
            shown.append("\\u{%x}".formatted(codePoint));
        }
    }
}
