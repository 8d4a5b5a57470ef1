package dev.slipway.builder.userdata.merge;

import dev.slipway.builder.yaml.HostileTrees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Trees of few keys, so that they meet when they are merged.
///
/// @param random from which they are made
record MeetingTrees(Random random) {

    /// A tree.
    Map<String, Object> mapping() {
        return mapping(0);
    }

    private Map<String, Object> mapping(int depth) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (String key : List.of("a", "b", "stages")) {
            if (random.nextBoolean()) {
                mapping.put(key, value(key, depth + 1));
            }
        }
        return mapping;
    }

    private Object value(String key, int depth) {
        // Keys have a type of their own mostly, or all would clash.
        int kind = random.nextInt(12) == 0 ? random.nextInt(4) : key.length() + depth;
        return switch (kind % 4) {
            case 0 -> HostileTrees.text(random);
            case 1 -> depth < 4 ? mapping(depth) : Map.of();
            case 2 -> items(depth);
            default -> texts();
        };
    }

    private List<Object> items(int depth) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(depth < 4 ? mapping(depth) : Map.of());
        }
        return items;
    }

    private List<Object> texts() {
        List<Object> texts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String text = HostileTrees.text(random);
            if (!texts.contains(text)) {
                texts.add(text);
            }
        }
        return texts;
    }
}
