package dev.slipway.builder.userdata.fix;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.yaml.Span;

/// An old spelling that was found.
///
/// @param span of its key in the text as it was
/// @param rewritten whether it has been rewritten; else a person has to do it
/// @param message what was or what is to be done, in one sentence without a full stop
public record Change(Span span, boolean rewritten, String message) {

    public Change {
        requireNonNull(span, "span is null");
        requireNonNull(message, "message is null");
    }
}
