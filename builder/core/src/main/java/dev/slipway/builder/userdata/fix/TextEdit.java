package dev.slipway.builder.userdata.fix;

import java.util.Comparator;
import java.util.List;

/// A piece of text put in the place of another.
///
/// @param start index of the first character that goes
/// @param end index behind the last one
/// @param replacement what comes there
record TextEdit(int start, int end, String replacement) {

    /// The text with all edits made, none of which may overlap another.
    static String apply(String text, List<TextEdit> edits) {
        StringBuilder edited = new StringBuilder(text.length() + 64);
        int at = 0;
        for (TextEdit edit : edits.stream()
                .sorted(Comparator.comparingInt(TextEdit::start).thenComparingInt(TextEdit::end))
                .toList()) {
            if (edit.start() < at) {
                throw new IllegalStateException("%s overlaps the edit before it".formatted(edit));
            }
            edited.append(text, at, edit.start()).append(edit.replacement());
            at = edit.end();
        }
        return edited.append(text, at, text.length()).toString();
    }
}
