package dev.slipway.image.fat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A name of eight and three characters, filled with blanks, as it stands in a directory entry: one byte a character.
///
/// @param padded 11 characters of ISO 8859-1, which stand for whatever code page the bytes are in
record ShortName(String padded) {

    static final int SIZE = 11;
    static final ShortName DOT = of(".", "");
    static final ShortName DOT_DOT = of("..", "");

    /// Bits of a directory entry with which Windows NT marks lower case.
    static final int LOWER_BASE = 0x08;

    static final int LOWER_EXTENSION = 0x10;

    private static final int BASE_LENGTH = 8;
    private static final String LEGAL_PUNCTUATION = "$%'-_@~`!(){}^#&";
    /// A first byte of 0xE5 means a deleted entry, so a name that begins with it has 0x05 instead.
    private static final char ESCAPED_E5 = 0x05;

    /// The upper half of code page 437, which short names without a long one are shown in.
    private static final String CODE_PAGE_437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    ShortName {
        if (padded.length() != SIZE) {
            throw new IllegalArgumentException("'%s' is not %d characters long".formatted(padded, SIZE));
        }
    }

    static ShortName of(String base, String extension) {
        return new ShortName(pad(base, BASE_LENGTH) + pad(extension, SIZE - BASE_LENGTH));
    }

    /// A label as a directory entry and the boot sector have it.
    static ShortName ofLabel(String label) {
        return new ShortName(pad(label, SIZE));
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(length - text.length());
    }

    static boolean isLegal(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || LEGAL_PUNCTUATION.indexOf(c) >= 0;
    }

    /// The checksum that ties long name entries to this one.
    int checksum() {
        int sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum = (((sum & 1) << 7) + (sum >> 1) + padded.charAt(i)) & 0xFF;
        }
        return sum;
    }

    /// The name with its dot.
    ///
    /// @param caseFlags [#LOWER_BASE] and [#LOWER_EXTENSION], or 0
    String text(int caseFlags) {
        String base = shown(padded.substring(0, BASE_LENGTH), (caseFlags & LOWER_BASE) != 0);
        String extension = shown(padded.substring(BASE_LENGTH), (caseFlags & LOWER_EXTENSION) != 0);
        return extension.isEmpty() ? base : base + "." + extension;
    }

    /// All eleven characters without the blanks at the end: a label.
    String label() {
        return shown(padded, false);
    }

    private static String shown(String part, boolean lower) {
        StringBuilder text = new StringBuilder();
        for (char c : part.stripTrailing().toCharArray()) {
            text.append(c < 0x80 ? c : CODE_PAGE_437.charAt(c - 0x80));
        }
        return lower ? text.toString().toLowerCase(Locale.ROOT) : text.toString();
    }

    void encode(ByteBuffer out) {
        out.put(padded.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ShortName decode(ByteBuffer in) {
        byte[] bytes = new byte[SIZE];
        in.get(bytes);
        String name = new String(bytes, StandardCharsets.ISO_8859_1);
        return new ShortName(name.charAt(0) == ESCAPED_E5 ? "\u00E5" + name.substring(1) : name);
    }
}
