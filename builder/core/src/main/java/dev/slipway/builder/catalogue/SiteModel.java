package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlNodes;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The values of one site with its secrets in their places.
final class SiteModel {

    private final Site site;
    private final Secrets secrets;
    private final Consumer<SiteFinding> findings;
    private final List<Secret> used = new ArrayList<>();

    /// @param findings told of secrets that cannot be had
    SiteModel(Site site, Secrets secrets, Consumer<SiteFinding> findings) {
        this.site = site;
        this.secrets = secrets;
        this.findings = findings;
    }

    /// The secrets that were put in so far.
    List<Secret> used() {
        return List.copyOf(used);
    }

    /// What templates see.
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>(mapping(site.values()));
        values.put("name", site.name());
        values.put("groups", site.groups());
        return values;
    }

    private Map<String, Object> mapping(YamlMapping mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (YamlMapping.Entry entry : mapping.effectiveEntries()) {
            if (!ValueMerge.isNull(entry.value())) {
                values.put(entry.name(), value(entry.value()));
            }
        }
        return values;
    }

    private Object value(YamlNode node) {
        return switch (node) {
            case YamlMapping mark when SecretSource.isMark(mark) -> secret(mark);
            case YamlMapping mapping -> mapping(mapping);
            case YamlSequence sequence ->
                sequence.items().stream().map(this::value).toList();
            case YamlScalar scalar -> scalar(scalar);
        };
    }

    private static Object scalar(YamlScalar scalar) {
        return switch (scalar.type()) {
            case BOOLEAN -> scalar.isTrue();
            case INTEGER -> scalar.integer().<Object>map(number -> number).orElse(scalar.text());
            case FLOAT -> decimal(scalar.text());
            // In a list, where it has a place though it says nothing.
            case NULL -> "";
            case STRING -> scalar.text();
        };
    }

    /// Infinity and what is no number have no decimal form.
    private static Object decimal(String text) {
        try {
            BigDecimal decimal = new BigDecimal(text);
            return Math.abs((long) decimal.scale()) > 1_000 ? text : decimal;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private String secret(YamlNode mark) {
        try {
            Secret secret = secrets.of(SecretSource.of(mark, "").forSite(site.name()));
            used.add(secret);
            return secret.value();
        } catch (ProblemException e) {
            findings.accept(SiteFinding.of(e.problem(), site.where()));
            return "";
        }
    }

    /// What a node holds, with its secrets.
    Object valueOf(YamlNode node) {
        return value(node);
    }

    /// A mapping with its secrets in their places, for writing.
    YamlMapping withSecrets(YamlMapping mapping) {
        return (YamlMapping) nodeWithSecrets(mapping);
    }

    private YamlNode nodeWithSecrets(YamlNode node) {
        return switch (node) {
            case YamlMapping mark when SecretSource.isMark(mark) -> YamlNodes.text(secret(mark));
            case YamlMapping mapping ->
                new YamlMapping(
                        mapping.effectiveEntries().stream()
                                .map(entry -> new YamlMapping.Entry(entry.key(), nodeWithSecrets(entry.value())))
                                .toList(),
                        mapping.span(),
                        mapping.comments());
            case YamlSequence sequence ->
                new YamlSequence(
                        sequence.items().stream().map(this::nodeWithSecrets).toList(),
                        sequence.span(),
                        sequence.comments());
            case YamlScalar scalar -> scalar;
        };
    }

    /// The keys that lead to secrets, with dots between them.
    static List<String> secretNames(Site site) {
        List<String> names = new ArrayList<>();
        collect(site.values(), "", names);
        for (Site.Overlay overlay : site.overlays()) {
            collect(overlay.node(), "overlay", names);
        }
        return List.copyOf(names);
    }

    private static void collect(YamlNode node, String path, List<String> names) {
        switch (node) {
            case YamlMapping mark when SecretSource.isMark(mark) -> names.add(path);
            case YamlMapping mapping ->
                mapping.effectiveEntries()
                        .forEach(entry -> collect(
                                entry.value(), path.isEmpty() ? entry.name() : path + "." + entry.name(), names));
            case YamlSequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    collect(sequence.items().get(i), "%s[%d]".formatted(path, i), names);
                }
            }
            case YamlScalar ignored -> {}
        }
    }
}
