package dev.slipway.builder.catalogue;

import dev.slipway.builder.userdata.SecretPlaces;
import dev.slipway.builder.yaml.Comments;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds where secrets stand in what was rendered.
final class SecretScan {

    private final List<Secret> secrets;
    private final Set<String> places = new LinkedHashSet<>();
    private final Set<YamlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isMisplaced;

    SecretScan(List<Secret> secrets) {
        this.secrets = secrets;
    }

    /// JSON pointers to the values that hold a secret.
    Set<String> places() {
        return places;
    }

    /// Whether a secret stands in a key or a comment, where nothing can hide it.
    boolean isMisplaced() {
        return isMisplaced;
    }

    SecretScan walk(YamlNode node) {
        walk(node, "");
        return this;
    }

    private void walk(YamlNode node, String pointer) {
        comments(node.comments());
        switch (node) {
            case YamlScalar scalar -> {
                if (holds(scalar.text())) {
                    places.add(pointer);
                }
            }
            // What an alias stands for is hidden where it is written.
            case YamlMapping mapping
            when seen.add(node) -> {
                for (YamlMapping.Entry entry : mapping.entries()) {
                    isMisplaced |= holds(entry.name());
                    comments(entry.key().comments());
                    walk(entry.value(), SecretPlaces.child(pointer, entry.name()));
                }
            }
            case YamlSequence sequence
            when seen.add(node) -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    walk(sequence.items().get(i), SecretPlaces.item(pointer, i));
                }
            }
            default -> {}
        }
    }

    private void comments(Comments comments) {
        if (!comments.equals(Comments.NONE)) {
            isMisplaced |= comments.all().stream().anyMatch(this::holds);
        }
    }

    boolean holds(String text) {
        return secrets.stream().anyMatch(secret -> secret.isIn(text));
    }
}
