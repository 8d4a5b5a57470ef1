package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `build-sites`, and `sites list`, `cat` and `write` with what it built over a small medium.
class SiteImagesCommandTests {

    private static final String MUNICH = "#cloud-config\nhostname: \"munich\"\n";
    private static final String CATALOGUE = """
            user-data: user-data.ftl
            sites:
              - {name: munich, host: munich}
              - {name: oslo, host: oslo}
              - {name: rome, host: rome}
            """;

    @TempDir
    Path directory;

    private Run built = new Run(-1, "", "");

    @BeforeEach
    void build() throws IOException {
        TrainingMedium.writeTo(directory.resolve("base.iso"));
        // A base that has just been written is read again, whatever its times say.
        Files.setLastModifiedTime(directory.resolve("base.iso"), FileTime.from(Instant.parse("2026-03-04T05:06:07Z")));
        Files.writeString(directory.resolve("sites.yaml"), CATALOGUE);
        Files.writeString(directory.resolve("user-data.ftl"), "#cloud-config\nhostname: ${host}\n");
        built = run("build-sites", "--base", "base.iso", "--output", "images");
    }

    @Test
    void buildTellsStepsAndThenWhatItWrote() {
        assertThat(built.status()).as(built.err()).isZero();
        assertThat(built.out())
                .matches("Wrote \\S*images: 3 sites of [0-9.]+ MB each, all made, [0-9.]+ kB beside the shared image,"
                        + " in [0-9.]+ s\n");
        assertThat(built.err()).startsWith("Read sites.yaml\n").contains("Hash the images of 3 sites\n");
        assertThat(directory.resolve("images/index.json")).isRegularFile();
    }

    @Test
    void buildAgainTellsHowManyWereAsTheyWere() throws IOException {
        Files.writeString(directory.resolve("sites.yaml"), CATALOGUE.replace("host: oslo", "host: bergen"));

        Run again = run("build-sites", "--base", "base.iso", "--output", "images", "--json");

        JsonNode done = lastEvent(again);
        assertThat(done.get("event").stringValue()).isEqualTo("done");
        assertThat(done.get("sites").intValue()).isEqualTo(3);
        assertThat(done.get("made").intValue()).isEqualTo(1);
        assertThat(done.get("baseKept").booleanValue()).isTrue();
        assertThat(done.get("imageBytes").longValue())
                .isEqualTo(list().getFirst().get("sizeBytes").longValue());
        assertThat(again.err()).isEmpty();
        assertThat(run("build-sites", "--base", "base.iso", "--output", "images")
                        .out())
                .contains(": 3 sites of ", ", 0 made, 3 as they were, ");
    }

    @Test
    void buildWritesFilesOfTheSitesThatAreNamed() throws IOException {
        Run named = run("build-sites", "--base", "base.iso", "-o", "images", "--materialize", "oslo", "--json");
        assertThat(lastEvent(named).get("materialized"))
                .extracting(JsonNode::stringValue)
                .containsExactly(directory.resolve("images/oslo.iso").toString());
        assertThat(Files.readAllBytes(directory.resolve("images/oslo.iso"))).isEqualTo(cat("oslo"));

        assertThat(run("build-sites", "--base", "base.iso", "-o", "all", "--materialize", "all")
                        .status())
                .isZero();
        assertThat(directory.resolve("all")).isDirectoryContaining("glob:**/{munich,oslo,rome}.iso");
        Run unknown = run("build-sites", "--base", "base.iso", "-o", "images", "--materialize", "paris");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no site 'paris' to write an image of", "sites.yaml");
    }

    @Test
    void buildThatCannotBeDoneIsToldAndLeavesTheImages() throws IOException {
        String before = run("sites", "list", "--images", "images").out();
        Files.writeString(directory.resolve("sites.yaml"), CATALOGUE.replace(", host: oslo", ""));
        Run failed = run("build-sites", "--base", "base.iso", "--output", "images");
        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.err()).contains("oslo", "there is no value 'host'");

        assertThat(run("build-sites", "--base", "base.iso", "--sites", "missing.yaml", "-o", "images")
                        .status())
                .isEqualTo(3);
        assertThat(run("build-sites", "--base", "base.iso").err()).contains("--output");
        assertThat(run("sites", "list", "--images", "images").out()).isEqualTo(before);
    }

    @Test
    void listIsWhatSha256sumChecks() throws IOException {
        Run listed = run("sites", "list", "--images", "images");

        assertThat(listed.out().lines())
                .hasSize(3)
                .first()
                .isEqualTo(Image.ofBytes(cat("munich")).sha256().hex() + "  munich.iso");
        assertThat(list()).extracting(site -> site.get("site").stringValue()).containsExactly("munich", "oslo", "rome");
        assertThat(list())
                .extracting(site -> site.get("image").stringValue())
                .containsExactly("munich.iso", "oslo.iso", "rome.iso");
        assertThat(list().getFirst().get("sizeBytes").longValue()).isEqualTo(cat("munich").length);
        assertThat(listed.out()).contains(list().get(2).get("sha256").stringValue() + "  rome.iso\n");
    }

    @Test
    void listWhereNothingWasBuiltSaysHowToBuild() {
        Run run = run("sites", "list");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("there are no site images", "'slipway build-sites'", "--images");
    }

    @Test
    void catWritesTheImageAndNothingElse() throws IOException {
        Files.write(directory.resolve("munich.iso"), cat("munich"));

        assertThat(run("extract", "munich.iso").out()).isEqualTo(MUNICH);
        assertThat(cat("munich")).hasSameSizeAs(cat("rome")).isNotEqualTo(cat("rome"));
    }

    @Test
    void siteThatIsNotThereIsWrongUse() {
        for (Run run : List.of(
                run("sites", "cat", "paris", "--images", "images"),
                run("sites", "write", "paris", "--images", "images", "--to", "paris.iso"))) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isEqualTo("""
                            slipway: there is no image of a site 'paris'
                              fix: 'slipway sites list' names the 3 that there are
                            """);
        }
        assertThat(directory.resolve("paris.iso")).doesNotExist();
    }

    @Test
    void writeToAFileGivesTheImageAndSaysThatItWasReadBack() throws IOException {
        Run run = run("sites", "write", "oslo", "--images", "images", "--to", "oslo.iso");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).matches("Wrote \\S*oslo.iso: [0-9.]+ MB, site oslo, read back and equal\n");
        assertThat(run.err()).contains("Write ", "Read back ");
        assertThat(Files.readAllBytes(directory.resolve("oslo.iso"))).isEqualTo(cat("oslo"));
        assertThat(run("extract", "oslo.iso").out()).isEqualTo(MUNICH.replace("munich", "oslo"));
    }

    @Test
    void writeToAFileTellsMachinesTheDigest() throws IOException {
        JsonNode done = lastEvent(run("sites", "write", "rome", "--images", "images", "--to", "rome.iso", "--json"));

        assertThat(done.get("event").stringValue()).isEqualTo("done");
        assertThat(done.get("site").stringValue()).isEqualTo("rome");
        assertThat(done.get("output").stringValue())
                .isEqualTo(directory.resolve("rome.iso").toString());
        assertThat(done.get("sha256").stringValue())
                .isEqualTo(Image.ofFile(directory.resolve("rome.iso")).sha256().hex());
        assertThat(done.get("sizeBytes").longValue()).isEqualTo(Files.size(directory.resolve("rome.iso")));
    }

    @Test
    void writeWhereThereIsNoFolderIsTheEnvironmentsFault() {
        Run run = run("sites", "write", "rome", "--images", "images", "--to", "missing/rome.iso");
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("the image cannot be written", "missing");
        assertThat(run("sites", "write", "rome", "--images", "images").err()).contains("--to");
    }

    private Run run(String... arguments) {
        return Run.in(directory, environment(), arguments);
    }

    private Map<String, String> environment() {
        return Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString());
    }

    /// The bytes on standard output.
    private byte[] cat(String site) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new Surroundings(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        0,
                        environment(),
                        directory),
                "sites",
                "cat",
                site,
                "--images",
                "images");
        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(err.size()).isZero();
        return out.toByteArray();
    }

    private List<JsonNode> list() {
        return run("sites", "list", "--images", "images", "--json")
                .out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static JsonNode lastEvent(Run run) {
        return JsonMapper.shared().readTree(run.out().lines().toList().getLast());
    }
}
