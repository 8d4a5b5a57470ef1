package dev.slipway.builder.userdata.schema;

import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;

/// The kinds of value as JSON Schema names them.
public enum ValueType {
    STRING("a text"),
    BOOLEAN("true or false"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    NULL("nothing"),
    OBJECT("a mapping"),
    ARRAY("a list");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /// What it is called in messages.
    public String words() {
        return words;
    }

    /// The kind of a node, as YAML 1.2 reads it.
    public static ValueType of(YamlNode node) {
        return switch (node) {
            case YamlMapping ignored -> OBJECT;
            case YamlSequence ignored -> ARRAY;
            case YamlScalar scalar ->
                switch (scalar.type()) {
                    case STRING -> STRING;
                    case BOOLEAN -> BOOLEAN;
                    case INTEGER -> INTEGER;
                    case FLOAT -> NUMBER;
                    case NULL -> NULL;
                };
        };
    }
}
