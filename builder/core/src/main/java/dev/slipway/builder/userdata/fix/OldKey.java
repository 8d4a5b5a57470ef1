package dev.slipway.builder.userdata.fix;

import dev.slipway.builder.userdata.OldSpelling;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An old key in a document.
///
/// @param path the keys that lead to it, as they are written
/// @param entry the key with its value
/// @param parent that it stands in
/// @param spelling what is known of it
/// @param isShared whether it is read in several places of the document, by an alias
record OldKey(List<String> path, YamlMapping.Entry entry, YamlMapping parent, OldSpelling spelling, boolean isShared) {

    /// All old keys of a document, in the order of the text.
    static List<OldKey> in(YamlDocument document) {
        Map<Integer, Integer> uses = new HashMap<>();
        count(document.root(), uses);
        List<OldKey> found = new ArrayList<>();
        find(document.root(), List.of(), uses, found);
        return found;
    }

    /// How often each key is read, by where it is written: an alias or `<<` reads it once more.
    private static void count(YamlNode node, Map<Integer, Integer> uses) {
        switch (node) {
            case YamlMapping mapping ->
                mapping.effectiveEntries().forEach(entry -> {
                    uses.merge(entry.key().span().start(), 1, Integer::sum);
                    count(entry.value(), uses);
                });
            case YamlSequence sequence -> sequence.items().forEach(item -> count(item, uses));
            case YamlScalar ignored -> {}
        }
    }

    private static void find(YamlMapping mapping, List<String> path, Map<Integer, Integer> uses, List<OldKey> found) {
        for (YamlMapping.Entry entry : mapping.effectiveEntries()) {
            List<String> here = new ArrayList<>(path);
            here.add(entry.name());
            Optional<OldSpelling> spelling = OldSpelling.at(here);
            boolean shared = uses.getOrDefault(entry.key().span().start(), 0) > 1;
            spelling.ifPresent(old -> found.add(new OldKey(List.copyOf(here), entry, mapping, old, shared)));
            if (spelling.isEmpty() && entry.value() instanceof YamlMapping below) {
                find(below, here, uses, found);
            }
        }
    }
}
