package dev.slipway.builder.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTests {

    @TempDir
    private Path folder;

    @Test
    void readTellsAllThatIsWrongAtOnce() throws IOException {
        Files.writeString(folder.resolve("more.csv"), "name,address\nmunich-01,10.0.0.9\nlyon-1,1,2\n");
        assertThat(lines("""
                user_data: x
                defaults: {name: x}
                groups:
                  south: []
                import: [more.csv, missing.csv, ../outside.csv]
                sites:
                  - name: munich-01
                    groups: [sout]
                  - name: Munich-01
                    token: {secret: {vault: x}}
                  - address: 10.0.0.1
                  - text
                  - name: oslo-1
                    overlay: [x]
                """))
                .containsExactly(
                        "sites.yaml:1:1: 'user_data' is no key of a catalogue",
                        "sites.yaml:2:12: 'name' belongs to a site, not to defaults",
                        "sites.yaml:4:10: a group is a mapping of values, not a list",
                        "sites.yaml:12:5: a site is a mapping with a 'name', not string",
                        "sites.yaml:8:14: munich-01: there is no group 'sout'",
                        "sites.yaml:10:12: a secret has one source: env, file, or command with a list of words",
                        "sites.yaml:9:5: Munich-01: its name differs from 'munich-01' in nothing but the case; the other is"
                                + " at sites.yaml:7:5",
                        "sites.yaml:11:5: a site has no name",
                        "sites.yaml:14:14: an overlay is the path of a file or a mapping, not a list",
                        "more.csv:3:1: the row has 3 cells, and there are 2 keys",
                        "more.csv:2:1: munich-01: there are two sites of this name; the other is at sites.yaml:7:5",
                        "sites.yaml:5:20: there is no file 'missing.csv': it is looked for in the catalogue's folder",
                        "sites.yaml:5:33: there is no file '../outside.csv': it is looked for in the catalogue's folder");
    }

    @Test
    void readListsTheFirstErrorsAndSaysHowManyMore() throws IOException {
        String sites = IntStream.range(0, 50)
                .mapToObj(i -> "  - name: a/%d\n".formatted(i))
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("sites.yaml"), "sites:\n" + sites);

        assertThatThrownBy(() -> Catalogue.read(file)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().what()).isEqualTo("the catalogue has 50 errors");
            assertThat(e.problem().why().orElseThrow().lines()).hasSize(21);
            assertThat(e.problem().why().orElseThrow()).endsWith("and 30 more");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, it holds a path separator",
        "a\\\\b, it holds a path separator",
        "a..b, it holds '..'",
        "..,  it holds '..'",
        ".hidden, 'names begin with a letter or digit of ASCII, and go on with these, ''.'', ''_'' and ''-'''",
        "a., 'it ends in ''.'', which Windows drops from names of files'",
        "CON.txt, Windows keeps 'con' for a device",
        "a\\0b, it holds the control character U+0000",
        "a\\nb, 'names begin with a letter or digit of ASCII, and go on with these, ''.'', ''_'' and ''-'''",
        "a\\u202Eb, 'it holds U+202E, which turns the direction of writing so that it shows otherwise than it is'",
        "a\\u200Fb, 'it holds U+200F, which turns the direction of writing so that it shows otherwise than it is'",
        "m\\u00fcnchen, 'names begin with a letter or digit of ASCII, and go on with these, ''.'', ''_'' and ''-'''",
    })
    void nameThatTriesToEscapeIsRefusedWithItsReason(String name, String reason) throws IOException {
        assertThat(lines("sites:\n  - name: \"%s\"\n".formatted(name)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("sites.yaml:2:11: the name '")
                        .endsWith("' is refused: " + reason.strip())
                        .doesNotContain("\u202e", "\u200f", "\0"));
    }

    @Test
    void nameOfThreeHundredCharactersIsRefused() throws IOException {
        assertThat(lines("sites:\n  - name: %s\n".formatted("a".repeat(300))))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith("it has 300 characters, more than 128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\0",
                "\\x1b[31m",
                "\\u0085",
                "\\x7f",
                "\\u200e",
                "\\u200f",
                "\\u061c",
                "\\u202a",
                "\\u202e",
                "\\u2066",
                "\\u2069",
                "\\ud800",
                "\\r"
            })
    void valueOrKeyThatShowsOtherwiseThanItIsIsRefused(String escape) throws IOException {
        assertThat(lines("defaults: {motd: [\"a%sb\"]}\nsites: [{name: a}]\n".formatted(escape)))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("sites.yaml:1:19: a value is refused: it holds "));
        assertThat(lines("sites: [{name: a, \"k%s\": 1}]\n".formatted(escape)))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("sites.yaml:1:19: a key is refused: it holds "));
    }

    @Test
    void csvLeadsOutOfTheFolderByNoWay(@TempDir Path elsewhere) throws IOException {
        Path csv = Files.writeString(elsewhere.resolve("x.csv"), "name\na\n");
        Files.createSymbolicLink(folder.resolve("link.csv"), csv);

        assertThat(lines("import: link.csv\n"))
                .containsExactly("sites.yaml:1:9: 'link.csv' leads out of the catalogue's folder: a catalogue reads"
                        + " nothing but what lies beside and below it");
        assertThat(lines("import: %s\n".formatted(csv)).getFirst()).contains("leads out of the catalogue's folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,name\\na,b\\n|sites.csv:1:1: the key 'name' stands twice",
                "address\\nx\\n|sites.csv:1:1: there is no column 'name'",
                "name,x\\na,\"b\\nc,d\\n|sites.csv: a quote is not closed: all that follows it is taken for one cell",
                "name,x\\n,b\\n|sites.csv:2:1: a site has no name",
                "name,groups\\na,south\\n|sites.csv:2:1: a: there is no group 'south'",
                "name,x\\n\"a\\nb\",c\\n|sites.csv:2:1: the name 'a\\u000ab' is refused: names begin with a letter or digit"
                        + " of ASCII, and go on with these, '.', '_' and '-'",
            },
            quoteCharacter = '~')
    void csvIsToldOfByLine(String text, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("sites.csv"), text.replace("\\n", "\n"));

        assertThat(CatalogueReading.of(file).findings().stream().map(this::shown))
                .first()
                .isEqualTo(expected);
    }

    @Test
    void sitesAreFoundByNameInListsAndMappings() throws IOException {
        Path file = Files.writeString(folder.resolve("sites.yaml"), "sites:\n  b-2: {x: 1}\n  a-1:\n");

        Catalogue catalogue = Catalogue.read(file);

        assertThat(catalogue.sites()).extracting(Site::name).containsExactly("b-2", "a-1");
        assertThat(catalogue.find("a-1").orElseThrow().where()).endsWith("sites.yaml:3:3");
        assertThat(catalogue.find("c")).isEmpty();
    }

    @Test
    void fileThatIsNoCatalogueIsToldWithItsPlace() throws IOException {
        assertThat(lines("sites: ["))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("sites.yaml:1:9: "));
        assertThat(lines("- a\n").getFirst()).startsWith("sites.yaml:1:1: ");
        assertThat(lines("").getFirst()).isEqualTo("sites.yaml:1:1: the catalogue has no sites");
        Path latin = Files.write(folder.resolve("sites.yaml"), "sites: ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(CatalogueReading.of(latin).findings()).hasSize(1);
        assertThatThrownBy(() -> Catalogue.read(folder.resolve("missing.yaml")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no such file");
    }

    private List<String> lines(String catalogue) throws IOException {
        Path file = Files.writeString(folder.resolve("sites.yaml"), catalogue);
        return CatalogueReading.of(file).findings().stream().map(this::shown).toList();
    }

    private String shown(SiteFinding finding) {
        String line = finding.line().replace(folder + "/", "");
        return line.substring(0, line.lastIndexOf(" ["));
    }
}
