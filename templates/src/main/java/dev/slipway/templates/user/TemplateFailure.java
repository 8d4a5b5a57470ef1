package dev.slipway.templates.user;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Why a template could not be filled, as data.
///
/// @param kind what went wrong
/// @param template its name below the folder
/// @param line and `column`: from 1; 0 where no place is known
/// @param expression that failed, as it is written
/// @param detail what is wrong, one sentence without its full stop; it can quote a value where the kind is `VALUE`
public record TemplateFailure(
        Kind kind, String template, int line, int column, Optional<String> expression, String detail) {

    public TemplateFailure {
        requireNonNull(kind, "kind is null");
        requireNonNull(template, "template is null");
        requireNonNull(expression, "expression is null");
        requireNonNull(detail, "detail is null");
    }

    /// What went wrong.
    public enum Kind {
        /// The template is none.
        SYNTAX,
        /// There is no such value.
        UNDEFINED,
        /// A value cannot be written where it stands.
        PLACE,
        /// Too long, too much, too deep.
        LIMIT,
        /// A value is not what the expression needs.
        VALUE
    }

    /// How messages name the place: `user-data.ftl:3:14`.
    public String where() {
        return line == 0 ? template : "%s:%d:%d".formatted(template, line, column);
    }
}
