package dev.slipway.builder.yaml;

import java.util.Locale;

/// A node of a YAML document: immutable, with its place in the text. An alias is the node that it stands for.
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {

    /// Where it stands.
    Span span();

    /// What was written beside it.
    Comments comments();

    /// What it is, for messages.
    default String kind() {
        return switch (this) {
            case YamlMapping ignored -> "a mapping";
            case YamlSequence ignored -> "a list";
            case YamlScalar scalar -> scalar.type().name().toLowerCase(Locale.ROOT);
        };
    }
}
