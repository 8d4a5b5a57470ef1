package dev.slipway.builder.userdata.model;

import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.util.Optional;

/// A key with its value.
///
/// @param path the way to it
/// @param key as it stands in the text
/// @param value of any kind
public record Field(KeyPath path, YamlScalar key, YamlNode value) {

    /// What it says, where it is a single value and says anything.
    public Optional<String> text() {
        return value instanceof YamlScalar scalar
                        && !scalar.isNull()
                        && !scalar.text().isEmpty()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /// Whether it is the boolean true.
    public boolean isTrue() {
        return value instanceof YamlScalar scalar && scalar.isTrue();
    }
}
