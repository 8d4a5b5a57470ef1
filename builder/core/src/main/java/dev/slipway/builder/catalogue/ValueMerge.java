package dev.slipway.builder.catalogue;

import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Merges the values of a site: mappings key by key, all else replaced; `null` takes a value away.
final class ValueMerge {

    private ValueMerge() {}

    static YamlMapping of(YamlMapping earlier, YamlMapping later) {
        Map<String, YamlMapping.Entry> merged = new LinkedHashMap<>();
        earlier.effectiveEntries().forEach(entry -> merged.put(entry.name(), entry));
        for (YamlMapping.Entry entry : later.effectiveEntries()) {
            if (isNull(entry.value())) {
                merged.remove(entry.name());
            } else {
                merged.merge(entry.name(), entry, ValueMerge::entries);
            }
        }
        return new YamlMapping(List.copyOf(merged.values()), later.span(), later.comments());
    }

    private static YamlMapping.Entry entries(YamlMapping.Entry before, YamlMapping.Entry now) {
        boolean areMappings = before.value() instanceof YamlMapping
                && now.value() instanceof YamlMapping
                && !SecretSource.isMark(before.value())
                && !SecretSource.isMark(now.value());
        return areMappings
                ? new YamlMapping.Entry(now.key(), of((YamlMapping) before.value(), (YamlMapping) now.value()))
                : now;
    }

    static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.isNull();
    }
}
