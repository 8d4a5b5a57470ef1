package dev.slipway.builder.userdata.model;

import java.util.ArrayList;
import java.util.List;

/// The way from the root to a node: keys, and numbers of items in brackets. Written `stages.boot[0].name`.
///
/// @param steps each a key, or an item as `[0]`
public record KeyPath(List<String> steps) {

    /// The way to the root itself.
    public static final KeyPath ROOT = new KeyPath(List.of());

    public KeyPath {
        steps = List.copyOf(steps);
    }

    /// The path that is written with dots.
    public static KeyPath of(String... keys) {
        return new KeyPath(List.of(keys));
    }

    /// The way to a value of the mapping here.
    public KeyPath child(String key) {
        return with(key);
    }

    /// The way to an item of the list here.
    public KeyPath item(int index) {
        return with("[" + index + "]");
    }

    /// The way to what holds this; the root holds itself.
    public KeyPath parent() {
        return steps.isEmpty() ? this : new KeyPath(steps.subList(0, steps.size() - 1));
    }

    private KeyPath with(String step) {
        List<String> longer = new ArrayList<>(steps.size() + 1);
        longer.addAll(steps);
        longer.add(step);
        return new KeyPath(longer);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            text.append(text.isEmpty() || step.startsWith("[") ? "" : ".").append(step);
        }
        return text.toString();
    }
}
