package dev.slipway.builder.userdata.network;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.yaml.Span;

/// A value that knows where it was read.
///
/// @param value what was read
/// @param span where
public record Located<T>(T value, Span span) {

    public Located {
        requireNonNull(value, "value is null");
        requireNonNull(span, "span is null");
    }
}
