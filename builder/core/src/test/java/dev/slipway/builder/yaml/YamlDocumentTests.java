package dev.slipway.builder.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTests {

    @Test
    void parseKeepsOrderPlacesAndComments() {
        YamlDocument document = parse("""
                # first
                b: 1
                # of a
                a:   # beside a
                  - x  # beside x
                """);

        assertThat(document.root().entries())
                .extracting(YamlMapping.Entry::name)
                .containsExactly("b", "a");
        YamlMapping.Entry a = document.root().findEntry("a").orElseThrow();
        assertThat(a.key().span().in("f")).isEqualTo("f:4:1");
        assertThat(a.key().comments().before()).containsExactly(" of a");
        YamlNode x = ((YamlSequence) a.value()).items().getFirst();
        assertThat(x.span().in("f")).isEqualTo("f:5:5");
        assertThat(x.comments().inline()).containsExactly(" beside x");
    }

    /// The comments of the parser's library fail on this one.
    @Test
    void parseWhenCommentStandsBehindTheKeyOfAListInAListReadsIt() {
        YamlDocument document = parse("""
                steps:
                  - name: n
                    # before
                    commands: # beside
                      - |  # literal
                        echo # no comment
                      - b
                      # end
                """);

        YamlMapping step = (YamlMapping)
                ((YamlSequence) document.find("steps").orElseThrow()).items().getFirst();
        YamlMapping.Entry commands = step.findEntry("commands").orElseThrow();
        assertThat(commands.key().comments())
                .isEqualTo(new Comments(List.of(" before"), List.of(" beside"), List.of()));
        assertThat(commands.value().comments().after()).containsExactly(" end");
        assertThat(((YamlSequence) commands.value())
                        .items()
                        .getFirst()
                        .comments()
                        .inline())
                .containsExactly(" literal");
    }

    @Test
    void parseWhenThereIsNothingButCommentsKeepsThem() {
        assertThat(parse("#cloud-config\n# later\n").root().comments().after())
                .containsExactly("cloud-config", " later");
    }

    /// Found by fuzzing: with comments the parser ends in a ClassCastException here.
    @ParameterizedTest
    @ValueSource(strings = {"[#", "{#", "a: [#\n"})
    void parseWhenCommentStandsInAnOpenListNamesThePlace(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void commentsAreAllThatStandInTheText() {
        assertThat(parse("#a\nb: '#c' # d\ne: |\n  # f\n# g\n").comments())
                .containsExactly(
                        new YamlComment("a", 1, 1, false),
                        new YamlComment(" d", 2, 9, true),
                        new YamlComment(" g", 5, 1, false));
    }

    @Test
    void parseWhenToldOfDuplicatesGoesOnWithTheFirst() {
        List<String> places = new java.util.ArrayList<>();
        YamlDocument document = YamlDocument.parse(
                "a: 1\na: 2\nb: {c: 1, c: 2}\n",
                "f",
                "x",
                duplicate -> places.add(duplicate.where().orElseThrow()));

        assertThat(places).containsExactly("f:2:1", "f:3:11");
        assertThat(document.root().entries()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "+7, 7", "-7, -7", "010, 10", "0o10, 8", "0x1F, 31"})
    void integerIsThatOfYaml12(String written, int number) {
        assertThat(scalar(written).integer()).contains(java.math.BigInteger.valueOf(number));
    }

    @Test
    void spanWhenTextHasCharactersBeyondSixteenBitsCutsTheRightPiece() {
        YamlDocument document = parse("a: '\uD83D\uDE80'\nb: here\n");

        Span span = document.find("b").orElseThrow().span();
        assertThat(document.text().substring(span.start(), span.end())).isEqualTo("here");
    }

    @ParameterizedTest
    @CsvSource({
        "true, BOOLEAN",
        "yes, STRING",
        "'\"1\"', STRING",
        "010, INTEGER",
        "1.5, FLOAT",
        "~, NULL",
        "12:30, STRING",
        "2026-11-21, STRING",
    })
    void typeIsThatOfYaml12(String written, YamlScalar.Type type) {
        assertThat(scalar(written).type()).isEqualTo(type);
    }

    /// The expected readings are those of the type pages at yaml.org/type, which cloud-init's reader follows.
    @ParameterizedTest
    @CsvSource({
        "yes, the boolean true",
        "Off, the boolean false",
        "n, the boolean false",
        "010, the number 8",
        "0644, the number 420",
        "12:30, the number 750",
        "1:30.5, the number 90.5",
        "0b101, the number 5",
        "1_000, the number 1000",
        "0o17, the text '0o17'",
        "2026-11-21, a date",
    })
    void warningsSayWhatYaml11Reads(String written, String readAs) {
        assertThat(parse("key: " + written + "\n").warnings())
                .extracting(YamlWarning::readAs)
                .containsExactly(readAs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"true", "0", "07", "8", "1.5", "'yes'", "\"010\"", "yesterday", "08:00:99x", "10.0.10.1/24"})
    void warningsAreSilentWhereBothAgree(String written) {
        assertThat(parse("key: " + written + "\n").warnings()).isEmpty();
    }

    @Test
    void findLooksThroughMergeKeys() {
        YamlDocument document = parse("""
                base: &base {a: 1, b: 2}
                own:
                  <<: *base
                  b: 3
                """);

        assertThat(document.find("own", "a"))
                .contains(document.find("base", "a").orElseThrow());
        assertThat(((YamlScalar) document.find("own", "b").orElseThrow()).text())
                .isEqualTo("3");
    }

    @Test
    void parseWhenTextIsEmptyGivesNoEntries() {
        assertThat(parse("# nothing\n").root().entries()).isEmpty();
        assertThat(parse("").root().entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [1          | t.yaml         | f:2:1",
                "- 1            | t.no-mapping   | f:1:1",
                "a: 1\\nb: 2\\na: 3 | t.duplicate-key | f:3:1",
                "a: &x [*x]     | t.recursive    | f:1:4",
                "? [1]\\n: 2    | t.key          | f:1:3",
                "a: 1\\n---\\nb: 2 | t.yaml      | f:2:1",
                "a: !!python/object:os.system x | - | -",
            })
    void parseWhenTextIsUnsoundNamesThePlace(String text, String code, String where) {
        String yaml = text.replace("\\n", "\n") + "\n";
        if (code.equals("-")) {
            assertThat(parse(yaml).find("a")).isPresent();
            return;
        }
        assertThatThrownBy(() -> parse(yaml)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().where()).contains(where);
        });
    }

    @Test
    void parseWhenNestedBeyondReasonIsRefused() {
        for (int depth : List.of(150, 100_000)) {
            assertThatThrownBy(() -> parse("a: " + "[".repeat(depth) + "]".repeat(depth)))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void parseWhenAliasesMultiplyIsRefused() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }

        assertThatThrownBy(() -> parse(text.toString()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("t.too-large"));
    }

    private static YamlScalar scalar(String written) {
        return (YamlScalar) parse("key: " + written + "\n").find("key").orElseThrow();
    }

    private static YamlDocument parse(String text) {
        return YamlDocument.parse(text, "f", "t");
    }
}
