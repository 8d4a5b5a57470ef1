package dev.slipway.builder.yaml;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.Optional;

/// A single value.
///
/// @param text without quotes and escapes
/// @param style how it is written
/// @param type what YAML 1.2 makes of it (YAML 1.2.2, chapter 10.3, core schema)
/// @param span where it stands
/// @param comments beside it
public record YamlScalar(String text, Style style, Type type, Span span, Comments comments) implements YamlNode {

    public YamlScalar {
        requireNonNull(text, "text is null");
        requireNonNull(style, "style is null");
        requireNonNull(type, "type is null");
        requireNonNull(span, "span is null");
        requireNonNull(comments, "comments is null");
    }

    /// Whether it is text: quoted, or like no other type.
    public boolean isString() {
        return type == Type.STRING;
    }

    /// Whether nothing is said: `null`, `~`, or nothing at all.
    public boolean isNull() {
        return type == Type.NULL;
    }

    /// Whether it is the boolean true.
    public boolean isTrue() {
        return type == Type.BOOLEAN && text.equalsIgnoreCase("true");
    }

    /// The same with other comments.
    public YamlScalar with(Comments others) {
        return new YamlScalar(text, style, type, span, others);
    }

    /// The whole number that it is (YAML 1.2.2, chapter 10.3.2), where it is one.
    public Optional<BigInteger> integer() {
        if (type != Type.INTEGER) {
            return Optional.empty();
        }
        if (text.startsWith("0o")) {
            return Optional.of(new BigInteger(text.substring(2), 8));
        }
        return Optional.of(text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text));
    }

    /// How a scalar is written (YAML 1.2.2, chapters 7.3 and 8.1).
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /// What a scalar is.
    public enum Type {
        STRING,
        BOOLEAN,
        INTEGER,
        FLOAT,
        NULL
    }
}
