package dev.slipway.templates.user;

import java.io.IOException;

/// YAML into which values are put so that each stays the one scalar that it is: in quotes where a value begins, with
/// escapes where quotes are open already, line by line in a block. Where none of that is possible, a value is refused.
final class YamlText extends RenderedText {

    private final YamlPlace place = new YamlPlace();

    @Override
    void fixed(char[] characters, int from, int until) throws IOException {
        for (int i = from; i < until; i++) {
            place.read(characters[i]);
        }
    }

    @Override
    void put(Interpolated value) throws IOException, MisplacedValueException {
        place.settle();
        switch (place.mode()) {
            case LINE_START, VALUE -> {
                String written = value.kind() == Interpolated.Kind.TEXT ? YamlQuotes.of(value.plain()) : value.plain();
                add(written);
                place.passValue(written.length());
            }
            case DOUBLE_QUOTED -> inDoubleQuotes(value);
            case SINGLE_QUOTED -> inSingleQuotes(value);
            case BLOCK -> inBlock(value);
            case COMMENT -> inLine(value, "a value of several lines cannot stand in a comment");
            case BEHIND ->
                throw new MisplacedValueException(
                        "two values stand side by side: put quotes around both, as in" + " \"${first}${second}\"");
            default ->
                throw new MisplacedValueException("a value cannot be a part of text that has no quotes: put quotes"
                        + " around all of it, as in \"edge-${name}\"");
        }
    }

    private void inDoubleQuotes(Interpolated value) throws IOException, MisplacedValueException {
        if (place.isEscaped()) {
            throw new MisplacedValueException("a value cannot stand behind a backslash");
        }
        String inside = YamlQuotes.inside(single(value));
        // Where quotes reach over several lines, blanks at the ends of lines would be lost.
        String written = inside.startsWith(" ") ? "\\u0020" + inside.substring(1) : inside;
        written = written.endsWith(" ") ? written.substring(0, written.length() - 1) + "\\u0020" : written;
        add(written);
        place.passText(written.length());
    }

    private void inSingleQuotes(Interpolated value) throws IOException, MisplacedValueException {
        String text = single(value);
        if (!YamlQuotes.isPrintable(text)) {
            throw new MisplacedValueException("single quotes cannot hold every value: write double quotes");
        }
        String written = text.replace("'", "''");
        add(written);
        place.passText(written.length());
    }

    private void inBlock(Interpolated value) throws IOException, MisplacedValueException {
        String text = single(value);
        if (text.indexOf('\n') < 0) {
            if (place.isFirstOfBlock() && (text.isEmpty() || text.startsWith(" ") || text.startsWith("\t"))) {
                throw new MisplacedValueException("a block cannot begin with a value that is empty or begins with a"
                        + " blank: put it behind its key as ${...} alone");
            }
            inLine(value, "a block cannot hold characters that do not print: put the value behind its key alone");
            return;
        }
        lines(text);
    }

    /// Several lines, each as far in as the first.
    private void lines(String text) throws IOException, MisplacedValueException {
        boolean isRefused = !place.isLiteral()
                || !place.isAloneOnLine()
                || (place.isFirstOfBlock() && Character.isWhitespace(text.charAt(0)))
                || !YamlQuotes.isPrintable(text.replace('\n', ' ').replace('\t', ' '));
        if (isRefused) {
            throw new MisplacedValueException("a value of several lines cannot stand here: put it alone on a line of a"
                    + " block that begins with '|', or behind its key as ${...} alone");
        }
        String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        String written = content.replace("\n", "\n" + " ".repeat(place.column()));
        add(written);
        place.passText(written.length());
    }

    private void inLine(Interpolated value, String refusal) throws IOException, MisplacedValueException {
        String text = single(value);
        if (!YamlQuotes.isPrintable(text.replace('\t', ' '))) {
            throw new MisplacedValueException(refusal);
        }
        add(text);
        place.passText(text.length());
    }

    private static String single(Interpolated value) throws MisplacedValueException {
        if (value.kind() == Interpolated.Kind.BRACKETS) {
            throw new MisplacedValueException(
                    "a list or a mapping cannot be a part of text: let it stand alone behind its key");
        }
        return value.plain();
    }
}
