package dev.slipway.builder.userdata.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.HostPython;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.HostileTrees;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlWriter;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An installed host merges as this merge does: what a person sees on a desk is what the host makes of the files.
@RequiresTool("python3")
class HostMergeTests {

    private static final int ROUNDS = 300;

    /// Values that readers of YAML take for different things.
    private static final List<String> SCALARS = List.of(
            "1",
            "010",
            "0x1f",
            "0o17",
            "-3",
            "1.5",
            "1e3",
            ".inf",
            "true",
            "False",
            "yes",
            "no",
            "null",
            "~",
            "2027-01-31",
            "12:30:45",
            "1_000",
            "'1'",
            "\"no\"",
            "text",
            "'a: b'",
            "\"tab\\there\"");

    /// Compares both as readers of YAML 1.1 see them, and value by value with its type and text.
    private static final String COMPARE = """
            import os, sys, yaml
            from slipway_host import merge, tree

            def exact(node):
                if isinstance(node, yaml.MappingNode):
                    return {key.value: exact(value) for key, value in node.value}
                if isinstance(node, yaml.SequenceNode):
                    return [exact(item) for item in node.value]
                return node.tag if tree.is_null(node) else (node.tag, node.value)

            cases = sorted(os.listdir(sys.argv[1]))
            for case in cases:
                read = lambda name: open(os.path.join(sys.argv[1], case, name), "rb").read()
                refused = os.path.exists(os.path.join(sys.argv[1], case, "refused"))
                try:
                    merged = merge.merge(tree.parse(read("base")), tree.parse(read("site")))
                except tree.NotUserData:
                    merged = None
                if refused or merged is None:
                    if not refused or merged is not None:
                        print("case", case, "is refused by one of both")
                    continue
                wanted = read("merged")
                if exact(tree.parse(wanted)) != exact(tree.parse(tree.write(merged))):
                    print("case", case, "differs:", wanted, tree.write(merged))
                if repr(yaml.safe_load(wanted)) != repr(yaml.safe_load(tree.write(merged))):
                    print("case", case, "is read differently:", wanted, tree.write(merged))
            print(len(cases), "cases")
            """;

    private final Random random = new Random(11);

    @TempDir
    Path directory;

    @Test
    void hostMergesAsTheRulesSay() throws IOException {
        List<String[]> cases = Stream.of(UserDataMergeTests.RULES, UserDataMergeTests.CLASHES)
                .flatMap(String::lines)
                .map(line -> line.split("!"))
                .toList();
        int number = 0;
        for (String[] row : cases) {
            write(number++, row[0].strip(), row[1].strip());
        }
        assertThat(compare()).isEqualTo(cases.size() + " cases\n");
    }

    @Test
    void hostMergesWhateverItMeetsAlike() throws IOException {
        MeetingTrees trees = new MeetingTrees(random);
        for (int round = 0; round < ROUNDS; round++) {
            write(round, text(trees), text(trees));
        }
        assertThat(compare()).isEqualTo(ROUNDS + " cases\n");
    }

    @Test
    void hostMergesValuesOfEveryTypeAlike() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            write(round, mapping(0), mapping(0));
        }
        assertThat(compare()).isEqualTo(ROUNDS + " cases\n");
        try (Stream<Path> merged = Files.find(directory, 2, (path, ignored) -> path.endsWith("merged"))) {
            assertThat(merged.count()).as("both kinds occur").isBetween(ROUNDS / 10L, ROUNDS * 9 / 10L);
        }
    }

    private void write(int number, String base, String site) throws IOException {
        Path place = Files.createDirectories(directory.resolve("%05d".formatted(number)));
        UserData earlier = write(place.resolve("base"), base);
        UserData later = write(place.resolve("site"), site);
        try {
            Files.write(
                    place.resolve("merged"),
                    UserDataMerge.of(List.of(earlier, later)).userData().bytes());
        } catch (ProblemException clash) {
            assertThat(clash.problem().code()).isEqualTo("user-data.merge.type");
            Files.createFile(place.resolve("refused"));
        }
    }

    private static UserData write(Path file, String body) throws IOException {
        Files.writeString(file, "#cloud-config\n" + body + "\n");
        return UserData.of(Files.readAllBytes(file), file.toString());
    }

    private String compare() {
        return HostPython.run(COMPARE, directory);
    }

    private static String text(MeetingTrees trees) {
        return YamlWriter.write((YamlMapping) HostileTrees.node(trees.mapping()));
    }

    /// A mapping on one line.
    private String mapping(int depth) {
        List<String> entries = new ArrayList<>();
        for (String key : List.of("a", "b", "'a.b'", "stages")) {
            if (random.nextBoolean()) {
                entries.add(key + ": " + value(key, depth + 1));
            }
        }
        return "{" + String.join(", ", entries) + "}";
    }

    private String value(String key, int depth) {
        int kind = random.nextInt(8) == 0 ? random.nextInt(4) : key.length() + depth;
        return switch (kind % 4) {
            case 0 -> scalar();
            case 1 -> depth < 4 ? mapping(depth) : "{}";
            case 2 -> "[" + (random.nextBoolean() ? mapping(depth + 2) : "") + "]";
            default -> "[" + scalar() + ", x, " + scalar() + "]";
        };
    }

    private String scalar() {
        // Those of one type meet more often than those of two.
        List<String> from = random.nextInt(3) == 0 ? SCALARS : List.of("x", "'y'", "\"1\"", "null");
        return from.get(random.nextInt(from.size()));
    }
}
