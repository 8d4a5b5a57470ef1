package dev.slipway.builder.yaml;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys with their values, in the order of the text.
///
/// @param entries each key once
/// @param span where it stands
/// @param comments beside it
public record YamlMapping(List<Entry> entries, Span span, Comments comments) implements YamlNode {

    /// The key under which readers of YAML 1.1 merge another mapping.
    static final String MERGE = "<<";

    public YamlMapping {
        entries = List.copyOf(entries);
        requireNonNull(span, "span is null");
        requireNonNull(comments, "comments is null");
    }

    /// The value of a key, also of one that comes in by `<<`.
    public Optional<YamlNode> find(String key) {
        return findEntry(key).map(Entry::value);
    }

    /// A key with its value, also one that comes in by `<<`: the readers of user-data know that key of YAML 1.1.
    public Optional<Entry> findEntry(String key) {
        for (Entry entry : entries) {
            if (entry.name().equals(key)) {
                return Optional.of(entry);
            }
        }
        for (Entry entry : entries) {
            if (entry.name().equals(MERGE)) {
                Optional<Entry> merged = findMerged(entry.value(), key);
                if (merged.isPresent()) {
                    return merged;
                }
            }
        }
        return Optional.empty();
    }

    /// The keys as readers see them: its own, then those that come in by `<<` and are not among its own.
    public List<Entry> effectiveEntries() {
        if (entries.stream().noneMatch(entry -> entry.name().equals(MERGE))) {
            return entries;
        }
        Map<String, Entry> effective = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (!entry.name().equals(MERGE)) {
                effective.put(entry.name(), entry);
            }
        }
        for (Entry entry : entries) {
            if (entry.name().equals(MERGE)) {
                merged(entry.value()).forEach(merged -> effective.putIfAbsent(merged.name(), merged));
            }
        }
        return List.copyOf(effective.values());
    }

    private static List<Entry> merged(YamlNode value) {
        return switch (value) {
            case YamlMapping mapping -> mapping.effectiveEntries();
            case YamlSequence sequence ->
                sequence.items().stream().flatMap(item -> merged(item).stream()).toList();
            case YamlScalar ignored -> List.of();
        };
    }

    private static Optional<Entry> findMerged(YamlNode merged, String key) {
        return switch (merged) {
            case YamlMapping mapping -> mapping.findEntry(key);
            case YamlSequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> findMerged(item, key).stream())
                        .findFirst();
            case YamlScalar ignored -> Optional.empty();
        };
    }

    /// A key and its value.
    ///
    /// @param key a scalar: other keys are refused on reading
    /// @param value of any kind
    public record Entry(YamlScalar key, YamlNode value) {

        public Entry {
            requireNonNull(key, "key is null");
            requireNonNull(value, "value is null");
        }

        /// The key's text.
        public String name() {
            return key.text();
        }

        /// Whether it merges another mapping into this one, as readers of YAML 1.1 do.
        public boolean isMerge() {
            return name().equals(MERGE) && key.style() == YamlScalar.Style.PLAIN;
        }
    }
}
