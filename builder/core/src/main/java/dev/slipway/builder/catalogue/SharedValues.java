package dev.slipway.builder.catalogue;

import dev.slipway.builder.catalogue.Site.Overlay;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What several sites have in common.
///
/// @param values without the reserved keys
/// @param overlays in their order
record SharedValues(YamlMapping values, List<Overlay> overlays) {

    /// Nothing.
    static final SharedValues NONE = new SharedValues(YamlNodes.mapping(), List.of());

    private static final Set<String> RESERVED = Set.of("name", "groups", "overlay");

    SharedValues {
        overlays = List.copyOf(overlays);
    }

    /// Of a mapping as it is written.
    static SharedValues of(YamlMapping written, Optional<Overlay> overlay) {
        List<YamlMapping.Entry> own = written.effectiveEntries().stream()
                .filter(entry -> !RESERVED.contains(entry.name()))
                .toList();
        return new SharedValues(
                new YamlMapping(own, written.span(), written.comments()),
                overlay.stream().toList());
    }

    /// These with others over them.
    SharedValues with(SharedValues later) {
        List<Overlay> both = new ArrayList<>(overlays);
        both.addAll(later.overlays);
        return new SharedValues(ValueMerge.of(values, later.values), both);
    }
}
