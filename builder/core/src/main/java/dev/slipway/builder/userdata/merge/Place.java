package dev.slipway.builder.userdata.merge;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.yaml.Span;

/// A place in one of the files.
///
/// @param file as it was named
/// @param line and `column`: from 1
public record Place(String file, int line, int column) {

    public Place {
        requireNonNull(file, "file is null");
    }

    static Place of(String file, Span span) {
        return new Place(file, span.line(), span.column());
    }

    @Override
    public String toString() {
        return "%s:%d:%d".formatted(file, line, column);
    }
}
