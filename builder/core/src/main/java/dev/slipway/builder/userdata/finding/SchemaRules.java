package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.problem.NearMiss;
import dev.slipway.builder.userdata.OldSpelling;
import dev.slipway.builder.userdata.SecretKeys;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.userdata.schema.SchemaNode;
import dev.slipway.builder.userdata.schema.UserDataSchema;
import dev.slipway.builder.userdata.schema.ValueType;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the schema says: keys, kinds and values. A key that nobody knows is a warning, as an agent that is newer than
/// this may know it; a value that is wrong is an error.
final class SchemaRules implements Rules {

    private static final int QUOTE_MAX = 60;

    @Override
    public void check(Subject subject, Findings findings) {
        new Walk(findings).mapping(subject.document().root(), UserDataSchema.root(), KeyPath.ROOT);
    }

    /// One walk over one tree; its depth is bounded by the reader's.
    private record Walk(Findings findings) {

        void node(YamlNode node, SchemaNode schema, KeyPath path, Span key) {
            ValueType type = ValueType.of(node);
            if (!schema.allows(type)) {
                wrongType(node, type, schema, path, key);
                return;
            }
            switch (node) {
                case YamlMapping mapping -> mapping(mapping, schema, path);
                case YamlSequence sequence -> sequence(sequence, schema, path);
                case YamlScalar scalar -> scalar(scalar, schema, path);
            }
        }

        void mapping(YamlMapping mapping, SchemaNode schema, KeyPath path) {
            for (YamlMapping.Entry entry : mapping.entries()) {
                if (findings.isFull()) {
                    return;
                }
                if (entry.isMerge()) {
                    merged(entry.value(), schema, path);
                } else {
                    entry(entry, schema, path);
                }
            }
            for (String required : schema.required()) {
                if (mapping.find(required).isEmpty()) {
                    String where = path.steps().isEmpty() ? "the file" : "'%s'".formatted(path);
                    findings.add(Finding.of(
                                    FindingCode.MISSING_KEY,
                                    mapping.span(),
                                    path,
                                    "%s lacks '%s'".formatted(where, required))
                            .fix("add %s".formatted(required)));
                }
            }
        }

        /// What comes in by `<<` is held against the same schema.
        private void merged(YamlNode value, SchemaNode schema, KeyPath path) {
            switch (value) {
                case YamlMapping mapping -> mapping.entries().forEach(entry -> entry(entry, schema, path));
                case YamlSequence sequence -> sequence.items().forEach(item -> merged(item, schema, path));
                case YamlScalar scalar ->
                    findings.add(Finding.of(
                            FindingCode.WRONG_TYPE, scalar.span(), path.child("<<"), "'<<' merges mappings only"));
            }
        }

        private void entry(YamlMapping.Entry entry, SchemaNode schema, KeyPath path) {
            KeyPath below = path.child(entry.name());
            Optional<SchemaNode> child = schema.child(entry.name());
            Optional<OldSpelling> old = OldSpelling.at(below.steps());
            old.ifPresent(spelling -> oldSpelling(spelling, entry.key().span(), below));
            if (child.isPresent()) {
                node(entry.value(), child.get(), below, entry.key().span());
            } else if (schema.closed() && old.isEmpty()) {
                unknownKey(entry.key(), schema, path);
            }
        }

        private void sequence(YamlSequence sequence, SchemaNode schema, KeyPath path) {
            if (schema.items().isPresent()) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    YamlNode item = sequence.items().get(i);
                    node(item, schema.items().get(), path.item(i), item.span());
                }
            }
        }

        private void scalar(YamlScalar scalar, SchemaNode schema, KeyPath path) {
            String text = scalar.text();
            boolean listed = schema.values().isEmpty() || schema.values().contains(text);
            boolean matches = scalar.type() != YamlScalar.Type.STRING
                    || schema.pattern()
                            .map(pattern -> pattern.matcher(text).find())
                            .orElse(true);
            if (!listed || !matches || !isWithin(scalar, schema.limits())) {
                Finding finding = Finding.of(
                                FindingCode.WRONG_VALUE,
                                scalar.span(),
                                path,
                                "'%s' is %s".formatted(path, quoted(scalar, path)))
                        .expecting(schema.expected());
                findings.add(finding.meaning(NearMiss.of(text, schema.values())));
            }
        }

        private static boolean isWithin(YamlScalar scalar, SchemaNode.Limits limits) {
            if (scalar.type() == YamlScalar.Type.STRING) {
                String text = scalar.text();
                return limits.maxLength()
                        .map(most -> text.codePointCount(0, text.length()) <= most)
                        .orElse(true);
            }
            if (scalar.type() != YamlScalar.Type.INTEGER) {
                return true;
            }
            Optional<BigInteger> number = scalar.integer();
            return number.isPresent()
                    && limits.minimum()
                            .map(least -> number.get().compareTo(BigInteger.valueOf(least)) >= 0)
                            .orElse(true)
                    && limits.maximum()
                            .map(most -> number.get().compareTo(BigInteger.valueOf(most)) <= 0)
                            .orElse(true);
        }

        private void wrongType(YamlNode node, ValueType type, SchemaNode schema, KeyPath path, Span key) {
            // What is not there cannot be pointed at.
            Span span = type == ValueType.NULL ? key : node.span();
            String found = node instanceof YamlScalar scalar && type != ValueType.NULL
                    ? quoted(scalar, path)
                    : type == ValueType.NULL ? "empty" : type.words();
            Finding finding = Finding.of(FindingCode.WRONG_TYPE, span, path, "'%s' is %s".formatted(path, found))
                    .expecting(schema.expected());
            findings.add(repair(node, type, schema).map(finding::fix).orElse(finding));
        }

        private static Optional<String> repair(YamlNode node, ValueType type, SchemaNode schema) {
            if (!(node instanceof YamlScalar scalar)) {
                return Optional.empty();
            }
            if (schema.types().contains(ValueType.BOOLEAN) && type == ValueType.STRING) {
                return switch (scalar.text().toLowerCase(Locale.ROOT)) {
                    case "yes", "y", "on", "true", "1" -> Optional.of("write true");
                    case "no", "n", "off", "false", "0" -> Optional.of("write false");
                    default -> Optional.empty();
                };
            }
            if (schema.types().contains(ValueType.STRING)) {
                return Optional.of(type == ValueType.NULL ? "write '' or leave the key out" : "put it in quotes");
            }
            if (schema.types().equals(Set.of(ValueType.ARRAY)) && type == ValueType.STRING) {
                return Optional.of("write it as a list, with '- ' in front");
            }
            return type == ValueType.NULL ? Optional.of("leave the key out") : Optional.empty();
        }

        private void unknownKey(YamlScalar key, SchemaNode schema, KeyPath path) {
            Optional<String> near = NearMiss.of(
                    key.text(),
                    schema.properties().entrySet().stream()
                            .filter(property -> !property.getValue().words().deprecated())
                            .map(Map.Entry::getKey)
                            .toList());
            String where = path.steps().isEmpty() ? "of the first level" : "of '%s'".formatted(path);
            Finding finding = Finding.of(
                    FindingCode.UNKNOWN_KEY,
                    key.span(),
                    path.child(key.text()),
                    "'%s' is no key %s that is known".formatted(shortened(key.text()), where));
            findings.add(finding.meaning(near.or(() -> UserDataSchema.placeOf(key.text()))));
        }

        private void oldSpelling(OldSpelling spelling, Span span, KeyPath path) {
            String place = spelling.rewrite().place();
            findings.add(Finding.of(
                            FindingCode.OLD_SPELLING,
                            span,
                            path,
                            "'%s' is an old spelling: %s".formatted(path, spelling.why()))
                    .fix("write " + place)
                    .meaning(Optional.of(place)));
        }

        /// A value for a message; a secret is named, not told.
        private static String quoted(YamlScalar scalar, KeyPath path) {
            if (path.steps().stream().anyMatch(SecretKeys::isSecret)) {
                return ValueType.of(scalar).words();
            }
            String quote = SecretKeys.withoutTellingValues(shortened(scalar.text()));
            return scalar.isString() ? "the text '%s'".formatted(quote) : quote;
        }

        private static String shortened(String text) {
            String line = text.strip().replace('\n', ' ');
            return line.length() > QUOTE_MAX ? line.substring(0, QUOTE_MAX) + "..." : line;
        }
    }
}
