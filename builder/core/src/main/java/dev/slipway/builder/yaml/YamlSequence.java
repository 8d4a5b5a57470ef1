package dev.slipway.builder.yaml;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A list of nodes.
///
/// @param items in the order of the text
/// @param span where it stands
/// @param comments beside it
public record YamlSequence(List<YamlNode> items, Span span, Comments comments) implements YamlNode {

    public YamlSequence {
        items = List.copyOf(items);
        requireNonNull(span, "span is null");
        requireNonNull(comments, "comments is null");
    }
}
