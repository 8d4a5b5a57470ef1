package dev.slipway.builder.yaml;

/// A piece of a text.
///
/// @param start index of its first character
/// @param end index behind its last character
/// @param line of the first character, from 1
/// @param column of the first character, from 1
public record Span(int start, int end, int line, int column) {

    /// How messages name the place: `file:line:column`.
    public String in(String file) {
        return file + ":" + line + ":" + column;
    }
}
