package dev.slipway.builder.disk;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlScalar.Style;
import dev.slipway.builder.yaml.YamlSequence;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A value of the user-data with the way to it, read as the installer does: by YAML 1.1, and strictly.
///
/// @param path the way to it, such as `install.partitions.oem.size`; empty for the whole
/// @param node the value, or null where there is none
/// @param file what messages call the user-data
record SettingNode(String path, @Nullable YamlNode node, String file) {

    private static final int SHOWN_MAX = 60;
    private static final List<String> TRUE = List.of("true", "yes", "on");
    private static final List<String> FALSE = List.of("false", "no", "off");

    /// The mapping below a key, empty where there is none.
    SettingNode section(String key) {
        SettingNode found = get(key);
        if (!found.isNull() && !(found.node instanceof YamlMapping)) {
            throw found.wrong("a mapping");
        }
        return found;
    }

    /// The value of a key.
    SettingNode get(String key) {
        Optional<YamlNode> value = node instanceof YamlMapping mapping ? mapping.find(key) : Optional.empty();
        return new SettingNode(path.isEmpty() ? key : path + "." + key, value.orElse(null), file);
    }

    boolean isNull() {
        return node == null || (node instanceof YamlScalar scalar && scalar.isNull());
    }

    /// Whether it says anything, as Python sees it: not nothing, false, 0, or empty.
    boolean says() {
        return switch (node) {
            case null -> false;
            case YamlMapping mapping -> !mapping.entries().isEmpty();
            case YamlSequence sequence -> !sequence.items().isEmpty();
            case YamlScalar scalar ->
                !scalar.isNull()
                        && !flag().equals(Optional.of(false))
                        && !integer().equals(Optional.of(BigInteger.ZERO))
                        && !scalar.text().isEmpty();
        };
    }

    /// True or false, where it is one of them.
    Optional<Boolean> flag() {
        if (!(node instanceof YamlScalar scalar) || scalar.style() != Style.PLAIN) {
            return Optional.empty();
        }
        if (isOneOf(TRUE, scalar.text())) {
            return Optional.of(true);
        }
        return isOneOf(FALSE, scalar.text()) ? Optional.of(false) : Optional.empty();
    }

    /// In lower case, in upper case, or with a capital.
    private static boolean isOneOf(List<String> words, String text) {
        return words.stream()
                .anyMatch(word -> word.equals(text)
                        || word.toUpperCase(Locale.ROOT).equals(text)
                        || (word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)).equals(text));
    }

    /// True or false, empty where it is not there.
    Optional<Boolean> requireFlag() {
        Optional<Boolean> flag = flag();
        if (flag.isEmpty() && !isNull()) {
            throw wrong("true or false");
        }
        return flag;
    }

    /// A whole number, where it is one.
    Optional<BigInteger> integer() {
        return node instanceof YamlScalar scalar && scalar.style() == Style.PLAIN ? scalar.integer() : Optional.empty();
    }

    /// The text, empty where it says nothing.
    Optional<String> text() {
        return node instanceof YamlScalar scalar && scalar.isString() && flag().isEmpty()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /// The values of a list, empty where there is none.
    List<SettingNode> items() {
        if (!says()) {
            return List.of();
        }
        if (!(node instanceof YamlSequence sequence)) {
            throw wrong("a list");
        }
        List<YamlNode> items = sequence.items();
        return IntStream.range(0, items.size())
                .mapToObj(i -> new SettingNode("%s[%d]".formatted(path, i), items.get(i), file))
                .toList();
    }

    /// The failure of a value of the wrong kind. Its text is shown, as nothing read here is a secret.
    ProblemException wrong(String expected) {
        String found = node instanceof YamlScalar scalar ? "'" + scalar.text() + "'" : kind();
        return problem("'%s' must be %s".formatted(path, expected))
                .because("it is " + (found.length() > SHOWN_MAX ? found.substring(0, SHOWN_MAX) + "..." : found))
                .fix("correct the user-data")
                .exception();
    }

    /// A failure at this place.
    Problem problem(String what) {
        String place = node == null ? file : node.span().in(file);
        return Problem.input("disk.install-setting", what).at(place);
    }

    private String kind() {
        return node == null ? "not there" : node.kind();
    }
}
