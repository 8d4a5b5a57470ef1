package dev.slipway.builder.userdata.schema;

import dev.slipway.builder.userdata.schema.SchemaNode.Limits;
import dev.slipway.builder.userdata.schema.SchemaNode.Words;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns the text of the schema into nodes. A keyword that it does not know is a fault of ours: what is published for
/// editors must not say more than what we check.
final class SchemaReading {

    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "type",
            "properties",
            "patternProperties",
            "additionalProperties",
            "items",
            "enum",
            "pattern",
            "required",
            "minimum",
            "maximum",
            "maxLength",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "x-readers");

    private final YamlMapping document;
    private final Map<String, SchemaNode> definitions = new HashMap<>();

    SchemaReading(YamlMapping document) {
        this.document = document;
    }

    SchemaNode root() {
        return node(document);
    }

    private SchemaNode node(YamlMapping schema) {
        schema.entries().stream()
                .map(YamlMapping.Entry::name)
                .filter(keyword -> !KEYWORDS.contains(keyword))
                .findFirst()
                .ifPresent(keyword -> {
                    throw new IllegalStateException("keyword of the schema that is not checked: " + keyword);
                });
        Optional<String> reference = text(schema, "$ref");
        return reference.isPresent() ? referring(schema, reference.get()) : plain(schema);
    }

    /// What is said beside a reference goes before what is said where it leads.
    private SchemaNode referring(YamlMapping schema, String reference) {
        SchemaNode target = definition(reference.substring(reference.lastIndexOf('/') + 1));
        Words beside = words(schema);
        return new SchemaNode(
                target.types(),
                target.properties(),
                target.patterns(),
                target.additional(),
                target.closed(),
                target.items(),
                target.values(),
                target.pattern(),
                target.required(),
                target.limits(),
                new Words(
                        beside.description().isEmpty() ? target.words().description() : beside.description(),
                        beside.title().or(target.words()::title),
                        beside.deprecated() || target.words().deprecated(),
                        beside.readers()));
    }

    private SchemaNode definition(String name) {
        SchemaNode known = definitions.get(name);
        if (known == null) {
            known = node((YamlMapping) mapping(document, "$defs").find(name).orElseThrow());
            definitions.put(name, known);
        }
        return known;
    }

    private SchemaNode plain(YamlMapping schema) {
        Optional<YamlNode> additional = schema.find("additionalProperties");
        return new SchemaNode(
                types(schema),
                children(schema, "properties"),
                patterns(schema),
                additional.filter(YamlMapping.class::isInstance).map(node -> node((YamlMapping) node)),
                additional.filter(YamlScalar.class::isInstance).isPresent(),
                schema.find("items").map(items -> node((YamlMapping) items)),
                texts(schema, "enum"),
                text(schema, "pattern").map(Pattern::compile),
                texts(schema, "required"),
                new Limits(
                        text(schema, "minimum").map(Long::valueOf),
                        text(schema, "maximum").map(Long::valueOf),
                        text(schema, "maxLength").map(Integer::valueOf)),
                words(schema));
    }

    private static Words words(YamlMapping schema) {
        return new Words(
                text(schema, "description").orElse(""),
                text(schema, "title"),
                text(schema, "deprecated").map(Boolean::valueOf).orElse(false),
                texts(schema, "x-readers"));
    }

    private Map<String, SchemaNode> children(YamlMapping schema, String keyword) {
        Map<String, SchemaNode> children = new LinkedHashMap<>();
        for (YamlMapping.Entry entry : mapping(schema, keyword).entries()) {
            children.put(entry.name(), node((YamlMapping) entry.value()));
        }
        return Collections.unmodifiableMap(children);
    }

    private Map<Pattern, SchemaNode> patterns(YamlMapping schema) {
        Map<Pattern, SchemaNode> patterns = new LinkedHashMap<>();
        children(schema, "patternProperties").forEach((regex, node) -> patterns.put(Pattern.compile(regex), node));
        return patterns;
    }

    private static Set<ValueType> types(YamlMapping schema) {
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        texts(schema, "type").forEach(name -> types.add(ValueType.valueOf(name.toUpperCase(Locale.ROOT))));
        return types;
    }

    private static YamlMapping mapping(YamlMapping schema, String keyword) {
        return schema.find(keyword)
                .map(YamlMapping.class::cast)
                .orElseGet(() -> new YamlMapping(List.of(), schema.span(), schema.comments()));
    }

    private static Optional<String> text(YamlMapping schema, String keyword) {
        return schema.find(keyword).map(node -> ((YamlScalar) node).text());
    }

    private static List<String> texts(YamlMapping schema, String keyword) {
        return switch (schema.find(keyword).orElse(null)) {
            case YamlSequence list ->
                list.items().stream().map(item -> ((YamlScalar) item).text()).toList();
            case YamlScalar single -> List.of(single.text());
            case null, default -> List.of();
        };
    }
}
