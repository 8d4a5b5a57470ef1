package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceVerifyCommandTests {

    @TempDir
    Path directory;

    @BeforeEach
    void writeImage() throws IOException {
        Path image = Files.writeString(directory.resolve("x.iso"), "an image");
        Files.writeString(
                directory.resolve("x.iso.sha256"), Image.ofFile(image).sha256().hex() + "  x.iso\n");
    }

    @Test
    void verifySaysWhatHoldsAndWhatWasNotChecked() {
        Run run = verify("x.iso");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines().toList().getFirst())
                .startsWith("pass  checksum")
                .endsWith("x.iso.sha256");
        assertThat(run.out())
                .contains("n/c   provenance")
                .endsWith("x.iso: holds: checksum; not checked: provenance, bill of materials, signature\n");
    }

    @Test
    void verifyWhenTheImageIsAnotherEndsWithOne() throws IOException {
        Files.writeString(directory.resolve("x.iso"), "another");

        Run run = verify("x.iso", "--json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("\"passed\":false", "{\"name\":\"checksum\",\"verdict\":\"fail\",")
                .contains("\"verdict\":\"not-checked\"");
        assertThat(verify("x.iso").out()).contains("DOES NOT HOLD: checksum");
    }

    @Test
    void verifyWhenAKeyCannotBeReadIsWrongUse() {
        Run run = verify("x.iso", "--key", "missing.pub");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("the key cannot be read");
    }

    @Test
    void verifyWhenSitesAreNamedOfAnImageIsWrongUse() {
        Run run = verify("x.iso", "munich-01");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("an image has no sites to choose from");
    }

    @Test
    void verifyWhenADirectoryHasNoSiteImagesIsBadInput() {
        Run run = verify(".", "--all");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("there are no site images");
    }

    @Test
    void verifyWhenAnIndexIsDamagedEndsWithOne() throws IOException {
        Files.writeString(directory.resolve("index.json"), "{}");
        Run run = verify(".");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL  list", "the index of the site images is damaged");
    }

    @Test
    void verifyWhenThereIsNoImageIsBadInput() {
        assertThat(verify("y.iso").status()).isEqualTo(3);
    }

    private Run verify(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "evidence";
        all[1] = "verify";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Run.in(directory, all);
    }
}
