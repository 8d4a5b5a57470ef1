package dev.slipway.builder.menu;

import java.util.ArrayList;
import java.util.List;

/// Splits a line as GRUB's shell does: single quotes keep everything, double quotes and backslashes most things, and
/// what is left bare may end the command.
final class GrubWords {

    private static final String ENDS_COMMAND = ";|&{}<>";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private GrubWords(String line) {
        this.line = line;
    }

    /// The words of the line's first command, without their quotes.
    static List<String> of(String line) {
        GrubWords words = new GrubWords(line);
        words.scan();
        return words.words;
    }

    /// Where the line's first command ends: before a bare `;` and its like, a comment, or the backslash that leads on
    /// to the next line.
    static int endOfCommand(String line) {
        GrubWords words = new GrubWords(line);
        words.scan();
        return words.at;
    }

    private void scan() {
        while (at < line.length() && !endsHere()) {
            char next = line.charAt(at);
            switch (next) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> {
                    at++;
                    add(at < line.length() ? line.charAt(at) : '\\');
                }
                case ' ', '\t', '\r' -> endWord();
                default -> add(next);
            }
            at++;
        }
        at = Math.min(at, line.length());
        endWord();
    }

    private boolean endsHere() {
        char next = line.charAt(at);
        if (next == '$' && at + 1 < line.length() && line.charAt(at + 1) == '{') {
            int close = line.indexOf('}', at);
            if (close > 0) {
                // A variable: its braces are no commands.
                while (at < close) {
                    add(line.charAt(at++));
                }
            }
            return false;
        }
        boolean continued = next == '\\' && line.substring(at + 1).isBlank();
        return continued || ENDS_COMMAND.indexOf(next) >= 0 || (next == '#' && !inWord);
    }

    /// Moves to the closing quote, or to the end of the line where it is on another one.
    private void quoted(char quote) {
        inWord = true;
        at++;
        while (at < line.length() && line.charAt(at) != quote) {
            boolean escaped = quote == '"'
                    && line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && "\\\"$".indexOf(line.charAt(at + 1)) >= 0;
            if (escaped) {
                at++;
            }
            word.append(line.charAt(at));
            at++;
        }
    }

    private void add(char next) {
        inWord = true;
        word.append(next);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
