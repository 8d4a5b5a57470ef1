package dev.slipway.builder.userdata.merge;

import dev.slipway.builder.userdata.SecretKeys;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Remembers which file each node is from, and what nodes replaced.
final class Provenance {

    private final IdentityHashMap<YamlNode, Place> places = new IdentityHashMap<>();
    private final IdentityHashMap<YamlNode, Place> emptied = new IdentityHashMap<>();

    /// What was replaced, by path, the earliest first. Nothing inside of lists ever is.
    private final Map<String, List<YamlNode>> replaced = new HashMap<>();

    /// Takes in a file before it is merged.
    void add(YamlDocument document) {
        add(document.root(), document.name());
    }

    private void add(YamlNode node, String file) {
        if (places.put(node, Place.of(file, node.span())) != null) {
            return;
        }
        switch (node) {
            case YamlMapping mapping -> mapping.entries().forEach(entry -> add(entry.value(), file));
            case YamlSequence sequence -> sequence.items().forEach(item -> add(item, file));
            case YamlScalar ignored -> {}
        }
    }

    /// Something takes the place of this node.
    void replaced(String path, YamlNode before) {
        replaced.computeIfAbsent(path, ignored -> new ArrayList<>()).add(before);
    }

    /// This empty node is there because of a `null`.
    void emptied(YamlNode empty, YamlNode because) {
        emptied.put(empty, placeOf(because));
        places.put(empty, placeOf(because));
    }

    /// Where a node is written. One that was merged of several begins in the first of them.
    Place placeOf(YamlNode node) {
        Place place = places.get(node);
        return place != null ? place : firstPlace(node);
    }

    private Place firstPlace(YamlNode node) {
        return switch (node) {
            case YamlMapping mapping
            when !mapping.entries().isEmpty() ->
                placeOf(mapping.entries().getFirst().value());
            case YamlSequence sequence
            when !sequence.items().isEmpty() -> placeOf(sequence.items().getFirst());
            default -> new Place("", node.span().line(), node.span().column());
        };
    }

    /// The origins of all values of a merged tree.
    List<Origin> origins(YamlMapping merged) {
        List<Origin> origins = new ArrayList<>();
        collect(merged, "", false, origins);
        return origins;
    }

    private void collect(YamlNode node, String path, boolean secret, List<Origin> origins) {
        switch (node) {
            case YamlMapping mapping
            when !mapping.entries().isEmpty() ->
                mapping.effectiveEntries()
                        .forEach(entry -> collect(
                                entry.value(),
                                KeyText.child(path, entry.name()),
                                secret || SecretKeys.isSecret(entry.name()),
                                origins));
            case YamlSequence sequence
            when !sequence.items().isEmpty() -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    collect(sequence.items().get(i), KeyText.item(path, i), secret, origins);
                }
            }
            default -> {
                // The root of nothing has no place.
                if (!path.isEmpty()) {
                    origins.add(origin(node, path, secret));
                }
            }
        }
    }

    private Origin origin(YamlNode node, String path, boolean secret) {
        List<Origin.Replaced> before = replaced.getOrDefault(path, List.of()).reversed().stream()
                .map(gone -> new Origin.Replaced(shown(gone, secret), placeOf(gone)))
                .toList();
        return new Origin(path, shown(node, secret), placeOf(node), emptied.containsKey(node), before);
    }

    private static String shown(YamlNode node, boolean secret) {
        return switch (node) {
            case YamlScalar scalar
            when secret && !scalar.isNull() && !scalar.text().isEmpty() -> SecretKeys.STARS;
            case YamlScalar scalar when scalar.isNull() -> "null";
            case YamlScalar scalar -> SecretKeys.withoutTellingValues(scalar.text());
            case YamlMapping mapping -> mapping.entries().isEmpty() ? "{}" : "{...}";
            case YamlSequence sequence -> sequence.items().isEmpty() ? "[]" : "[...]";
        };
    }
}
