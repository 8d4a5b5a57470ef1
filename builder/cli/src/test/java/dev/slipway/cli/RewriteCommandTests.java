package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rewrite` and `extract`, with an image that was built of a small medium.
class RewriteCommandTests {

    private static final String FIRST = "#cloud-config\nhostname: first\n# Zürich\n";
    private static final String SECOND = "#cloud-config\nhostname: second\n";

    @TempDir
    Path directory;

    @BeforeEach
    void build() throws IOException {
        TrainingMedium.writeTo(directory.resolve("base.iso"));
        Files.writeString(directory.resolve("first"), FIRST);
        Files.writeString(directory.resolve("second"), SECOND);
        assertThat(run("build-installer", "--base", "iso:base.iso", "--user-data", "first", "--output", "site.iso")
                        .status())
                .isZero();
    }

    private Run run(String... arguments) {
        return Run.in(
                directory, Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString()), arguments);
    }

    @Test
    void extractPrintsTheBytes() {
        assertThat(run("extract", "site.iso").out()).isEqualTo(FIRST);
    }

    @Test
    void rewriteChangesTheImageAndSaysWhat() {
        Run done = run("rewrite", "site.iso", "--user-data", "second");

        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.out()).startsWith("Wrote ").contains("flavour kairos");
        assertThat(run("extract", "site.iso").out()).isEqualTo(SECOND);
    }

    @Test
    void rewriteIntoAnotherFileTellsMachinesToo() {
        Run done = run("rewrite", "site.iso", "--user-data", "second", "--output", "other.iso", "--json");

        assertThat(done.out()).contains("\"event\":\"done\"").contains("other.iso");
        assertThat(run("extract", "site.iso").out()).isEqualTo(FIRST);
        assertThat(run("extract", "other.iso").out()).isEqualTo(SECOND);
    }

    @Test
    void rewriteSaysWhatItRemovesThatSpokeOfTheImage() throws IOException {
        Files.writeString(directory.resolve("site.iso.sha256"), "0\n");

        assertThat(run("rewrite", "site.iso", "--user-data", "second").err()).contains("site.iso.sha256");
        assertThat(directory.resolve("site.iso.sha256")).doesNotExist();
    }

    @Test
    void imageWhoseChangeWasInterruptedIsToldByEveryVerb() throws IOException {
        Files.writeString(directory.resolve("site.iso.rewriting"), "torn");

        for (String[] verb : new String[][] {
            {"extract", "site.iso"},
            {"inspect", "site.iso"},
            {"build-installer", "--base", "iso:site.iso", "--user-data", "second", "--output", "other.iso"}
        }) {
            Run refused = run(verb);
            assertThat(refused.status()).as(verb[0]).isEqualTo(3);
            assertThat(refused.err())
                    .as(verb[0])
                    .contains("interrupted")
                    .contains("rewrite")
                    .contains("--recover");
        }
        Run verified = run("verify", "site.iso");
        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.out()).contains("rewrite-finished").contains("--recover");
    }

    @Test
    void recoverWhenNothingWasInterruptedSaysSo() {
        assertThat(run("rewrite", "site.iso", "--recover").out()).contains("No change");
    }

    @Test
    void extractWritesFilesForTheirOwnerAlone() throws IOException {
        assertThat(run("extract", "site.iso", "--what", "all", "--output", "given")
                        .status())
                .isZero();

        Path userData = directory.resolve("given/user-data");
        assertThat(userData).hasContent(FIRST);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(userData)))
                .isEqualTo("rw-------");
        assertThat(run("extract", "site.iso", "-o", "one").status()).isZero();
        assertThat(Files.readAllBytes(directory.resolve("one"))).isEqualTo(FIRST.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wrongUseIsTold() {
        assertThat(run("rewrite", "site.iso").err()).contains("--user-data");
        assertThat(run("extract", "site.iso", "--what", "all").err()).contains("--output");
        assertThat(run("extract", "site.iso", "--what", "secrets").err()).contains("network-config");
        assertThat(run("extract", "site.iso", "--what", "network-config").status())
                .isEqualTo(3);
        assertThat(run("rewrite", "base.iso", "--user-data", "second").err()).contains("build-installer --base iso:");
    }
}
