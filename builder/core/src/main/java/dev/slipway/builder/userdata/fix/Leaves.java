package dev.slipway.builder.userdata.fix;

import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a document means, whatever its layout and the order of its keys: each value with the way to it.
///
/// @param values by path; an empty mapping or list is a value, too
record Leaves(Map<List<Object>, Object> values) {

    static Leaves of(YamlMapping root) {
        Map<List<Object>, Object> values = new HashMap<>();
        collect(root, List.of(), values);
        return new Leaves(values);
    }

    /// The same with one key moved, and its value changed where it is single.
    Leaves moved(List<String> from, List<String> to, Map<String, String> texts) {
        Map<List<Object>, Object> moved = new HashMap<>();
        values.forEach((path, value) -> {
            if (path.size() < from.size() || !path.subList(0, from.size()).equals(from)) {
                moved.put(path, value);
                return;
            }
            List<Object> longer = new ArrayList<>(to);
            longer.addAll(path.subList(from.size(), path.size()));
            moved.put(longer, value instanceof Single single ? single.mapped(texts) : value);
        });
        return new Leaves(moved);
    }

    private static void collect(YamlNode node, List<Object> path, Map<List<Object>, Object> values) {
        switch (node) {
            case YamlMapping mapping
            when !mapping.effectiveEntries().isEmpty() ->
                mapping.effectiveEntries().forEach(entry -> collect(entry.value(), longer(path, entry.name()), values));
            case YamlSequence sequence
            when !sequence.items().isEmpty() -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    collect(sequence.items().get(i), longer(path, i), values);
                }
            }
            case YamlScalar scalar -> values.put(path, new Single(scalar.type(), scalar.text()));
            default -> values.put(path, node.kind());
        }
    }

    private static List<Object> longer(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /// A single value.
    private record Single(YamlScalar.Type type, String text) {
        Single mapped(Map<String, String> texts) {
            return new Single(type, texts.getOrDefault(text, text));
        }
    }
}
