package dev.slipway.builder.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTests {

    @Test
    void writeLaysOutBlocksAndLiterals() {
        YamlMapping root = YamlNodes.mapping(
                YamlNodes.entry("name", YamlNodes.text("no")),
                YamlNodes.entry("on", YamlNodes.number(5)),
                YamlNodes.entry(
                        "steps",
                        YamlNodes.list(List.of(
                                YamlNodes.mapping(
                                        YamlNodes.entry("run", YamlNodes.text("a\n  b\n")),
                                        YamlNodes.entry("if", YamlNodes.flag(true))),
                                YamlNodes.list(List.of(YamlNodes.text("x")))))),
                YamlNodes.entry("none", YamlNodes.list(List.of())));

        assertThat(YamlWriter.write(root)).isEqualTo("""
                name: "no"
                "on": 5
                steps:
                  - run: |
                      a
                        b
                    if: true
                  -
                    - "x"
                none: []
                """);
    }

    /// What a person wrote is left to the reader that it was written for.
    @ParameterizedTest
    @ValueSource(
            strings = {"yes", "010", "1:30", "0644", "a b", "2026-11-21", "'yes'", "\"010\"", "'it''s'", "null", "1.50"
            })
    void writeWhenScalarWasReadKeepsItsForm(String written) {
        assertThat(again("key: " + written + "\n")).isEqualTo("key: " + written + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'key:', 'key: null'",
        "key: ~, key: null",
        "'{a: {b: [1]}}', 'a:|  b:|    - 1'",
        "'key: >-|  a|  b', 'key: \"a b\"'"
    })
    void writeWhenFormHasAnotherSpellingUsesBlocks(String written, String expected) {
        assertThat(again(written.replace('|', '\n') + "\n").stripTrailing()).isEqualTo(expected.replace('|', '\n'));
    }

    @Test
    void writeExpandsAliasesAndMergeKeys() {
        assertThat(again("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n")).isEqualTo("""
                a:
                  x: 1
                  y: 2
                b:
                  y: 3
                  x: 1
                """);
    }

    @Test
    void writeKeepsComments() {
        String text = """
                # top
                stylus: # inline stylus
                  # before site
                  site: # inline site
                    a: 1 # inline a
                    # end of site
                  # end of stylus
                maps:
                  # before item
                  - name: n # inline n
                    # before commands
                    commands: # beside commands
                      - | # beside literal
                        echo a
                        # no comment
                      - b
                      # end of commands
                    # end of item
                empty: null # nothing
                # end
                """;
        assertThat(again(text)).isEqualTo(text);
    }

    @Test
    void parseWhenCommentStandsInsideBracketsKeepsIt() {
        assertThat(again("a: [ # one\n  1, # two\n  2\n  # three\n]\n")).isEqualTo("""
                # one
                # two
                # three
                a:
                  - 1
                  - 2
                """);
    }

    @Test
    void writeWhenTreesAreRandomGivesWhatIsReadAgain() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            Map<String, Object> tree = HostileTrees.random(random);
            String text = YamlWriter.write((YamlMapping) HostileTrees.node(tree));
            YamlDocument read = YamlDocument.parse(text, "random", "test");
            assertThat(HostileTrees.plain(read.root())).as(text).isEqualTo(tree);
            assertThat(read.warnings()).as(text).isEmpty();
            assertThat(YamlWriter.write(read.root())).isEqualTo(text);
        }
    }

    @Test
    void writeWhenAliasesStandForTooMuchStops() {
        String text = "a: &a '" + "x".repeat(100_000) + "'\nb: [" + "*a, ".repeat(900) + "]\n";
        YamlMapping root = YamlDocument.parse(text, "bomb", "test").root();
        assertThatThrownBy(() -> YamlWriter.write(root))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("larger than 16 MiB");
    }

    private static String again(String text) {
        return YamlWriter.write(YamlDocument.parse(text, "test", "test").root());
    }
}
