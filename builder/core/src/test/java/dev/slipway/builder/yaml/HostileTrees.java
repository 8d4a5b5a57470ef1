package dev.slipway.builder.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Trees whose texts are those that readers of YAML misread.
public final class HostileTrees {

    private static final List<String> TEXTS = List.of(
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "n",
            "true",
            "False",
            "null",
            "~",
            "",
            " ",
            "010",
            "0644",
            "0o17",
            "0x1f",
            "1:30",
            "12:30:45",
            "1_000",
            "0b1",
            "1e3",
            ".5",
            ".inf",
            ".NaN",
            "-",
            "- a",
            "?",
            "? a",
            ":",
            ": a",
            "a: b",
            "a:",
            "a #b",
            "#",
            "# a",
            "a#b",
            "---",
            "...",
            "--- a",
            "%YAML 1.2",
            "@a",
            "`a`",
            "!a",
            "!!str a",
            "&a",
            "*a",
            "|",
            ">",
            "[a",
            "a]",
            "{a",
            "a}",
            ",",
            "'",
            "''",
            "\"",
            "\\",
            "\\n",
            "a\tb",
            "\ta",
            "a\t",
            " a",
            "a ",
            "a  b",
            "2026-11-21",
            "=",
            "<<",
            "\uD83D\uDE80",
            "é",
            "\u00a0",
            "\u0085",
            "\u2028",
            "\ufeffa",
            "\u0007",
            "\u007f",
            "a\rb",
            "a\r\nb\r\n",
            "a\nb",
            "a\nb\n",
            "a\n\n",
            "a\n\n\n",
            "\n",
            "\n\n",
            "\na",
            " a\nb",
            "a\n b\n",
            "a\n  \nb",
            "a\n  ",
            "\ta\nb",
            "a\n\tb\n",
            "a\n---\nb\n",
            "# a\n# b\n",
            "a: |\n  b\n",
            "a\n#b",
            "a\u0007\nb",
            "ssh-ed25519 AAAA+/= me@host",
            "http://user@host:80/a?b=c#d",
            "10.0.10.25/24",
            "$6$abc/def.",
            "a".repeat(1100));

    private HostileTrees() {}

    /// A tree of plain Java: maps, lists and texts.
    public static Map<String, Object> random(RandomGenerator random) {
        return mapping(random, 0);
    }

    /// The same as nodes.
    public static YamlNode node(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<YamlMapping.Entry> entries = new ArrayList<>();
                map.forEach(
                        (key, child) -> entries.add(new YamlMapping.Entry(YamlNodes.text((String) key), node(child))));
                yield YamlNodes.mapping(entries);
            }
            case List<?> list ->
                YamlNodes.list(list.stream().map(HostileTrees::node).toList());
            default -> YamlNodes.text((String) value);
        };
    }

    /// A tree of nodes as plain Java; a scalar that is no text shows what it is.
    public static Object plain(YamlNode node) {
        return switch (node) {
            case YamlMapping mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                mapping.effectiveEntries().forEach(entry -> map.put(entry.name(), plain(entry.value())));
                yield map;
            }
            case YamlSequence sequence ->
                sequence.items().stream().map(HostileTrees::plain).toList();
            case YamlScalar scalar when scalar.isString() -> scalar.text();
            case YamlScalar scalar -> scalar.type() + " " + scalar.text();
        };
    }

    public static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Object value(RandomGenerator random, int depth) {
        return switch (depth < 4 ? random.nextInt(5) : 0) {
            case 1 -> mapping(random, depth + 1);
            case 2 -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield items;
            }
            default -> text(random);
        };
    }

    private static Map<String, Object> mapping(RandomGenerator random, int depth) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String key = text(random);
            // Read as the key of YAML 1.1 even in quotes, by the readers that know it.
            if (!key.equals("<<")) {
                mapping.put(key, value(random, depth));
            }
        }
        return mapping;
    }
}
