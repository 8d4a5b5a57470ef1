package dev.slipway.builder.userdata.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.schema.SchemaNode;
import dev.slipway.builder.userdata.schema.UserDataSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every key of the reference with a value that is right and one that is wrong, held against our reading of the schema
/// and against an independent one.
class ReferenceKeysTests {

    private static final String TABLE = "reference-keys.txt";

    /// What a block cannot do without, by its name.
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "persistent", List.of("fs"),
            "files[]", List.of("path"),
            "downloads[]", List.of("path", "url"),
            "directories[]", List.of("path"));

    /// A line of the table.
    record Example(String path, String right, String wrong) {

        /// A user-data that says nothing but this key, and what must not be missing beside it.
        String text(String value) {
            String text = value;
            List<String> keys = List.of(path.split("\\.", -1));
            for (int i = keys.size() - 1; i >= 0; i--) {
                String key = keys.get(i);
                boolean item = key.endsWith("[]");
                String name = item ? key.substring(0, key.length() - 2) : key;
                String beside = REQUIRED.getOrDefault(i == 0 ? "" : keys.get(i - 1), List.of()).stream()
                        .filter(required -> !required.equals(name))
                        .map(required -> ", " + required + ": text")
                        .collect(Collectors.joining());
                text = "{%s: %s%s}".formatted(name, item ? "[" + text + "]" : text, beside);
            }
            return "#cloud-config\n" + text + "\n";
        }

        String keyPath() {
            return path.replace("[]", "[0]");
        }
    }

    static Stream<Example> examples() throws IOException {
        try (InputStream in = ReferenceKeysTests.class.getResourceAsStream(TABLE)) {
            return new String(in.readAllBytes(), UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split(" \\| ", -1))
                            .map(cells -> new Example(cells[0], cells[1], cells[2]))
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void rightValueIsAccepted(Example example) {
        assertThat(schemaErrors(example.text(example.right()), Optional.empty()))
                .isEmpty();
        assertThat(SchemaJudge.errors(example.text(example.right()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void wrongValueIsRefusedAtItsPlace(Example example) {
        assertThat(schemaErrors(example.text(example.wrong()), Optional.of(example.keyPath())))
                .isNotEmpty();
        assertThat(SchemaJudge.errors(example.text(example.wrong()))).isNotEmpty();
    }

    private static List<Finding> schemaErrors(String text, Optional<String> below) {
        Set<FindingCode> codes = Set.of(
                FindingCode.WRONG_TYPE, FindingCode.WRONG_VALUE, FindingCode.MISSING_KEY, FindingCode.UNKNOWN_KEY);
        return Checked.text(text).findings().stream()
                .filter(finding -> codes.contains(finding.code()))
                .filter(finding -> below.isEmpty() || finding.path().toString().startsWith(below.get()))
                .toList();
    }

    @Test
    void tableHasEveryKeyOfTheSchemaThatIsLookedInto() throws IOException {
        Set<String> paths = new TreeSet<>();
        for (String block : List.of("stylus", "install", "reset", "upgrade")) {
            collect(block, UserDataSchema.root().child(block).orElseThrow(), paths);
        }
        SchemaNode stages = UserDataSchema.root().child("stages").orElseThrow();
        stages.properties().keySet().forEach(stage -> paths.add("stages." + stage));
        SchemaNode step = stages.child("boot").orElseThrow().items().orElseThrow();
        collect("stages.boot[]", step, paths);
        UserDataSchema.root().properties().forEach((key, node) -> {
            if (!key.equals("stages")
                    && !node.types().isEmpty()
                    && node.words().readers().contains("kairos")) {
                paths.add(key);
            }
        });
        assertThat(new ArrayList<>(examples().map(Example::path).toList())).containsAll(paths);
    }

    private static void collect(String path, SchemaNode node, Set<String> paths) {
        paths.add(path);
        node.properties().forEach((key, child) -> collect(path + "." + key, child, paths));
        node.additional().ifPresent(child -> collect(path + ".NAME", child, paths));
        node.items().filter(item -> !item.properties().isEmpty()).ifPresent(item -> collect(path + "[]", item, paths));
    }
}
