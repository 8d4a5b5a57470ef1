package dev.slipway.builder.userdata.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the schema says of one place (JSON Schema 2020-12; the keywords that our schema uses, and no others).
///
/// @param types the kinds of value; empty where any will do
/// @param properties the keys of a mapping
/// @param patterns further keys, by what their names are like
/// @param additional what other keys may hold, where others are allowed and limited
/// @param closed whether no other keys are allowed
/// @param items what a list holds
/// @param values the only values, where they are listed
/// @param pattern what a text must contain
/// @param required keys that must be there
/// @param limits of numbers and lengths
/// @param words for people
public record SchemaNode(
        Set<ValueType> types,
        Map<String, SchemaNode> properties,
        Map<Pattern, SchemaNode> patterns,
        Optional<SchemaNode> additional,
        boolean closed,
        Optional<SchemaNode> items,
        List<String> values,
        Optional<Pattern> pattern,
        List<String> required,
        Limits limits,
        Words words) {

    /// The bounds of a value.
    ///
    /// @param minimum of a number
    /// @param maximum of a number
    /// @param maxLength of a text, in characters
    public record Limits(Optional<Long> minimum, Optional<Long> maximum, Optional<Integer> maxLength) {}

    /// What is said to people, and who reads.
    ///
    /// @param description one or two sentences
    /// @param title a noun that names what is expected
    /// @param deprecated whether it is an old spelling
    /// @param readers who reads a key of the root: `kairos`, `cloud-init`; empty elsewhere
    public record Words(String description, Optional<String> title, boolean deprecated, List<String> readers) {}

    /// What the schema says of a key, where it knows the key.
    public Optional<SchemaNode> child(String key) {
        SchemaNode named = properties.get(key);
        if (named != null) {
            return Optional.of(named);
        }
        for (Map.Entry<Pattern, SchemaNode> entry : patterns.entrySet()) {
            if (entry.getKey().matcher(key).find()) {
                return Optional.of(entry.getValue());
            }
        }
        return additional;
    }

    /// Whether a kind of value may stand here. Every integer is a number, too, but we have no numbers.
    public boolean allows(ValueType type) {
        return types.isEmpty() || types.contains(type);
    }

    /// What is expected here, in plain words.
    public String expected() {
        if (!values.isEmpty()) {
            return values.size() == 1 ? values.getFirst() : "one of " + String.join(", ", values);
        }
        if (words.title().isPresent() && pattern.isPresent()) {
            return words.title().get();
        }
        String kinds = types.isEmpty()
                ? "anything"
                : String.join(" or ", types.stream().map(ValueType::words).toList());
        return kinds + range();
    }

    private String range() {
        if (limits.minimum().isPresent() && limits.maximum().isPresent()) {
            return " from %d to %d"
                    .formatted(limits.minimum().get(), limits.maximum().get());
        }
        return limits.minimum()
                .map(least -> " of at least " + least)
                .or(() -> limits.maxLength().map(most -> " of at most %d characters".formatted(most)))
                .orElse("");
    }
}
