package dev.slipway.templates.user;

import java.io.IOException;

/// A preseed file: one answer a line, so that a value must not end its line, nor go on with the next.
final class PreseedText extends RenderedText {

    @Override
    void put(Interpolated value) throws IOException, MisplacedValueException {
        if (value.kind() == Interpolated.Kind.BRACKETS) {
            throw new MisplacedValueException("a list or a mapping cannot stand in a preseed file: write ?join(\" \")");
        }
        String text = value.plain();
        if (!YamlQuotes.isPrintable(text.replace('\t', ' '))) {
            throw new MisplacedValueException("a value of several lines cannot stand in a preseed file");
        }
        if (text.endsWith("\\")) {
            throw new MisplacedValueException("a value that ends in a backslash would join the next line to its own");
        }
        add(text);
    }

    @Override
    void fixed(char[] characters, int from, int until) {
        // Lines need no looking after.
    }
}
