package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.util.regex.Pattern;

/// What may stand in a descriptor: XML has no way to write most control characters, and importers want plain names.
final class PlainText {

    /// As readers of ustar and all importers take them; a space makes some of them lose the file.
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}");

    private PlainText() {}

    /// A text in one line.
    ///
    /// @throws ProblemException where it is empty, too long, or holds control characters
    static void require(String what, String text, int lengthMax) {
        if (text.isBlank()) {
            throw problem(what, "it is empty");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw problem(what, "it has control characters or line ends in it");
        }
        requireXml(what, text, lengthMax);
    }

    /// A text of any number of lines.
    ///
    /// @throws ProblemException where it is too long, or holds characters that XML cannot
    static void requireXml(String what, String text, int lengthMax) {
        if (text.length() > lengthMax) {
            throw problem(what, "it has %d characters, more than %d".formatted(text.length(), lengthMax));
        }
        if (!text.codePoints().allMatch(PlainText::isXml)) {
            throw problem(what, "it has characters that XML cannot hold");
        }
    }

    /// A name of a file in an archive.
    ///
    /// @throws ProblemException where it is none that every importer takes
    static void requireFileName(String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw problem(
                    "the name of a file",
                    "it is to be of letters, digits, '.', '_', '-' and '+' of ASCII, and of 100 at most");
        }
    }

    /// XML 1.0, production 2.
    private static boolean isXml(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || (codePoint >= ' ' && codePoint < Character.MIN_SURROGATE)
                || (codePoint > Character.MAX_SURROGATE && codePoint != 0xFFFE && codePoint != 0xFFFF);
    }

    private static ProblemException problem(String what, String why) {
        return Problem.usage("ova.text", what + " cannot stand in a descriptor")
                .because(why)
                .exception();
    }
}
