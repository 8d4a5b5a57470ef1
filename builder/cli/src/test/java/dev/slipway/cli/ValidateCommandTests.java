package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateCommandTests {

    private static final String SOUND = """
            #cloud-config
            install:
              poweroff: true
            users:
              - name: operator
                ssh_authorized_keys: [ssh-ed25519 AAAA operator]
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("sound"), SOUND);
        Files.writeString(directory.resolve("warned"), SOUND.replace("poweroff", "reboot"));
        Files.writeString(directory.resolve("wrong"), SOUND + "stylus:\n  site:\n    edgeHostToken: [horse]\n");
    }

    @Test
    void soundFileIsZeroAndOneLine() {
        assertThat(validate("sound")).isEqualTo(new Run(0, "1 file: 0 errors, 0 warnings\n", ""));
    }

    @Test
    void findingShowsItsLineWithACaretAndNoSecret() {
        assertThat(validate("wrong")).isEqualTo(new Run(1, """
                wrong:9:20: error: 'stylus.site.edgeHostToken' is a list; expected a text
                  |     edgeHostToken: [********]
                  |                    ^
                  see docs/findings/wrong-type.md

                1 file: 1 error, 0 warnings
                """, ""));
    }

    @Test
    void warningIsZeroUnlessStrict() {
        assertThat(validate("warned").status()).isZero();
        assertThat(validate("--strict", "warned").status()).isEqualTo(1);
        assertThat(validate("--strict", "warned").out()).contains("warned:3:3: error: ", "  fix: use install.poweroff");
    }

    @Test
    void flavourTellsWhatIsNotRead() {
        assertThat(validate("--flavour", "debian-live", "sound").out())
                .contains("sound:2:1: warning: cloud-init does not read 'install'");
        assertThat(validate("--flavour=amiga", "sound").status()).isEqualTo(2);
    }

    @Test
    void manyFilesAreToldInTheirOrderAndAMissingOneDoesNotStopTheOthers() {
        Run run = validate("wrong", "missing", "warned", "sound");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).containsSubsequence("wrong:9:20", "warned:3:3", "3 files: 1 error, 1 warning");
        assertThat(run.err()).contains("slipway: there is no such file (missing)");
    }

    @Test
    void dashIsTheStandardInput() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Main.run(
                new Surroundings(
                        new ByteArrayInputStream("a: 1\n".getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(out, true, UTF_8),
                        0,
                        Map.of(),
                        directory),
                "user-data",
                "validate",
                "-");

        assertThat(status).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("(standard input):1:1: error: the user-data does not begin");
    }

    @Test
    void jsonIsOneObjectALine() {
        Run run = validate("--json", "wrong", "warned");

        List<JsonNode> events =
                run.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(events)
                .extracting(event -> event.get("event").stringValue())
                .containsExactly("finding", "finding", "done");
        JsonNode first = events.getFirst();
        assertThat(first.get("code").stringValue()).isEqualTo("wrong-type");
        assertThat(first.get("severity").stringValue()).isEqualTo("error");
        assertThat(first.get("file").stringValue()).isEqualTo("wrong");
        assertThat(first.get("line").intValue()).isEqualTo(9);
        assertThat(first.get("column").intValue()).isEqualTo(20);
        assertThat(first.get("path").stringValue()).isEqualTo("stylus.site.edgeHostToken");
        assertThat(first.get("expected").stringValue()).isEqualTo("a text");
        assertThat(first.get("didYouMean").isNull()).isTrue();
        assertThat(events.getLast().get("errors").intValue()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(validate("--format", "json", "wrong", "warned").out());
    }

    /// The demands of SARIF 2.1.0 on a log: what its schema requires, and the sets of values that it allows.
    @Test
    void sarifKeepsTheRulesOfItsSchema() {
        JsonNode log = JsonMapper.shared()
                .readTree(validate("--format=sarif", "wrong", "warned").out());

        assertThat(log.get("version").stringValue()).isEqualTo("2.1.0");
        assertThat(log.get("$schema").stringValue()).endsWith("/sarif-schema-2.1.0.json");
        JsonNode run = log.get("runs").get(0);
        assertThat(run.get("columnKind").stringValue()).isIn("utf16CodeUnits", "unicodeCodePoints");
        JsonNode driver = run.get("tool").get("driver");
        assertThat(driver.get("name").stringValue()).isEqualTo("slipway");
        List<String> rules = new ArrayList<>();
        driver.get("rules").forEach(rule -> {
            rules.add(rule.get("id").stringValue());
            assertThat(rule.get("shortDescription").get("text").stringValue()).endsWith(".");
            assertThat(rule.get("defaultConfiguration").get("level").stringValue())
                    .isIn("none", "note", "warning", "error");
        });
        assertThat(rules).doesNotHaveDuplicates();
        List<String> uris = new ArrayList<>();
        run.get("results").forEach(result -> {
            assertThat(rules).contains(result.get("ruleId").stringValue());
            assertThat(result.get("level").stringValue()).isIn("none", "note", "warning", "error");
            assertThat(result.get("message").get("text").stringValue()).isNotBlank();
            JsonNode place = result.get("locations").get(0).get("physicalLocation");
            uris.add(place.get("artifactLocation").get("uri").stringValue());
            assertThat(place.get("region").get("startLine").intValue()).isPositive();
            assertThat(place.get("region").get("startColumn").intValue()).isPositive();
        });
        assertThat(uris).containsExactly("wrong", "warned");
    }

    @Test
    void withoutAVerbOfItsOwnIsWrongUse() {
        Run run = Run.in(directory, "user-data");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: slipway user-data", "validate");
    }

    @Test
    void helpShowsAnExample() {
        assertThat(Run.in(directory, "user-data", "validate", "--help").out())
                .contains("Usage: slipway user-data validate", "\nExample:\n  slipway user-data validate");
    }

    private Run validate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("user-data", "validate"));
        all.addAll(List.of(arguments));
        return Run.in(directory, all.toArray(String[]::new));
    }
}
