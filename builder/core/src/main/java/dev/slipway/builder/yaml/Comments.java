package dev.slipway.builder.yaml;

import java.util.List;

/// The comments that belong to a node, without their `#`.
///
/// @param before on lines of their own above it; an empty line is an empty text without a place in the list
/// @param inline behind it on the same line
public record Comments(List<String> before, List<String> inline) {

    /// No comments.
    public static final Comments NONE = new Comments(List.of(), List.of());

    public Comments {
        before = List.copyOf(before);
        inline = List.copyOf(inline);
    }
}
