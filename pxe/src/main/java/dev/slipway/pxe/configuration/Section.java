package dev.slipway.pxe.configuration;

import dev.slipway.builder.problem.NearMiss;
import dev.slipway.builder.quantity.TimeSpan;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A mapping of the configuration, read key by key. What is wrong is told with its place, and reading goes on;
/// keys that nobody asked for are told at the end, with the one that was probably meant.
final class Section {

    private final YamlMapping mapping;
    private final Faults faults;
    private final String name;
    private final Set<String> asked = new LinkedHashSet<>();

    /// @param name the way to the section, for messages; empty for the whole file
    Section(YamlMapping mapping, String name, Faults faults) {
        this.mapping = mapping;
        this.faults = faults;
        this.name = name;
    }

    Faults faults() {
        return faults;
    }

    /// Where the section stands.
    String where() {
        return faults.at(mapping);
    }

    /// Tells of something that is wrong with the whole section.
    void wrong(String message) {
        faults.add(mapping, message);
    }

    /// Tells of every key that was not asked for.
    void done() {
        for (YamlMapping.Entry entry : mapping.effectiveEntries()) {
            if (!asked.contains(entry.name())) {
                String near = NearMiss.of(entry.name(), asked)
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("; the keys are " + String.join(", ", asked));
                faults.add(entry.key(), "'%s' is no key %s%s".formatted(shown(entry.name()), place(), near));
            }
        }
    }

    /// Whether any of these keys is there, whatever it holds.
    boolean says(List<String> keys) {
        return keys.stream().anyMatch(key -> mapping.find(key).isPresent());
    }

    Optional<String> text(String key) {
        return scalar(key).map(YamlScalar::text);
    }

    Optional<Path> path(String key) {
        return scalar(key).flatMap(scalar -> faults.path(scalar));
    }

    Optional<Boolean> flag(String key) {
        return scalar(key).flatMap(scalar -> {
            if (scalar.type() == YamlScalar.Type.BOOLEAN) {
                return Optional.of(scalar.isTrue());
            }
            return faults.none(scalar, "'%s' is true or false".formatted(key));
        });
    }

    Optional<Integer> number(String key, int least, int most) {
        return scalar(key).flatMap(scalar -> {
            Optional<BigInteger> number = scalar.integer()
                    .filter(value ->
                            value.bitLength() < Integer.SIZE && value.intValue() >= least && value.intValue() <= most);
            return number.isPresent()
                    ? number.map(BigInteger::intValue)
                    : faults.none(scalar, "'%s' is a whole number from %d to %d".formatted(key, least, most));
        });
    }

    Optional<Duration> time(String key) {
        return parsed(key, TimeSpan::parse, "a time such as 90s, 10m or 12h");
    }

    /// A text that stands for something.
    ///
    /// @param what it is, for messages
    <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String what) {
        return scalar(key).flatMap(scalar -> parsed(scalar, key, parser, what));
    }

    private <T> Optional<T> parsed(YamlScalar scalar, String key, Function<String, Optional<T>> parser, String what) {
        Optional<T> parsed = parser.apply(scalar.text());
        return parsed.isPresent()
                ? parsed
                : faults.none(scalar, "'%s' is %s, not '%s'".formatted(key, what, shown(scalar.text())));
    }

    /// One of several words.
    <T> Optional<T> choice(String key, Map<String, T> choices) {
        return scalar(key).flatMap(scalar -> {
            if (choices.containsKey(scalar.text())) {
                return Optional.of(choices.get(scalar.text()));
            }
            String near = NearMiss.of(scalar.text(), choices.keySet())
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            return faults.none(
                    scalar,
                    "'%s' is one of %s, not '%s'%s"
                            .formatted(
                                    key,
                                    String.join(", ", new TreeSet<>(choices.keySet())),
                                    shown(scalar.text()),
                                    near));
        });
    }

    /// Several texts of a kind: a list, or a single one.
    <T> List<T> all(String key, Function<String, Optional<T>> parser, String what) {
        List<T> all = new ArrayList<>();
        for (YamlNode node : nodes(key)) {
            if (node instanceof YamlScalar scalar) {
                parsed(scalar, key, parser, what).ifPresent(all::add);
            } else {
                faults.add(node, "'%s' holds %s, not %s".formatted(key, what, node.kind()));
            }
        }
        return all;
    }

    /// The mapping below a key.
    Optional<Section> section(String key) {
        return node(key).flatMap(node -> section(node, key));
    }

    /// Mappings by their names, in the order of the text.
    SequencedMap<String, Section> named(String key) {
        SequencedMap<String, Section> named = new LinkedHashMap<>();
        section(key).ifPresent(section -> {
            for (YamlMapping.Entry entry : section.mapping.effectiveEntries()) {
                String way = key + "." + entry.name();
                if (entry.value() instanceof YamlScalar scalar && scalar.isNull()) {
                    YamlMapping empty = new YamlMapping(List.of(), entry.key().span(), scalar.comments());
                    named.put(entry.name(), new Section(empty, way, faults));
                } else {
                    section(entry.value(), way).ifPresent(one -> named.put(entry.name(), one));
                }
            }
        });
        return named;
    }

    /// Mappings of a list.
    List<Section> listed(String key) {
        List<Section> listed = new ArrayList<>();
        for (YamlNode node : nodes(key)) {
            section(node, key).ifPresent(listed::add);
        }
        return listed;
    }

    /// Short texts by short names.
    SequencedMap<String, String> texts(String key) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        section(key).ifPresent(section -> {
            for (YamlMapping.Entry entry : section.mapping.effectiveEntries()) {
                section.scalar(entry.name()).ifPresent(value -> texts.put(entry.name(), value.text()));
            }
        });
        return texts;
    }

    private Optional<Section> section(YamlNode node, String key) {
        if (node instanceof YamlMapping found) {
            return Optional.of(new Section(found, key, faults));
        }
        return faults.none(node, "'%s' is a mapping, not %s".formatted(key, node.kind()));
    }

    private List<YamlNode> nodes(String key) {
        return node(key)
                .map(node -> node instanceof YamlSequence sequence ? sequence.items() : List.of(node))
                .orElse(List.of());
    }

    private Optional<YamlScalar> scalar(String key) {
        return node(key).flatMap(node -> {
            if (node instanceof YamlScalar scalar) {
                return Optional.of(scalar);
            }
            return faults.none(node, "'%s' is a single value, not %s".formatted(key, node.kind()));
        });
    }

    private Optional<YamlNode> node(String key) {
        asked.add(key);
        return mapping.find(key).filter(node -> !(node instanceof YamlScalar scalar && scalar.isNull()));
    }

    private String place() {
        return name.isEmpty() ? "of a boot server's configuration" : "of '%s'".formatted(name);
    }

    private static String shown(String text) {
        String plain = text.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .limit(60)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() < text.length() ? plain + "…" : plain;
    }
}
