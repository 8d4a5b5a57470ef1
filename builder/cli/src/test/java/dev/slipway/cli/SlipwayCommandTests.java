package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlipwayCommandTests {

    @TempDir
    private Path directory;

    @Test
    void versionIsOneLine() {
        Run run = Run.in(directory, "--version");

        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("slipway \\S.*\n");
    }

    @Test
    void withoutAVerbPrintsHelpAndIsWrongUse() {
        Run run = Run.in(directory);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: slipway", "build-installer", "inspect", "verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build-installer", "inspect", "verify", "boot-test"})
    void helpOfEachVerbShowsAnExample(String verb) {
        Run run = Run.in(directory, verb, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: slipway " + verb, "\nExample:\n  slipway " + verb);
    }

    @Test
    void unknownOptionIsWrongUseWithASuggestion() {
        Run run = Run.in(directory, "build-installer", "--bas", "iso:x");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                slipway: Unknown options: '--bas', 'iso:x'
                  fix: did you mean --base?
                """);
    }

    @Test
    void unknownVerbIsWrongUseWithASuggestion() {
        Run run = Run.in(directory, "inpect");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'inpect'", "did you mean inspect");
    }

    @Test
    void missingOperandNamesTheHelp() {
        Run run = Run.in(directory, "verify");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                slipway: Missing required parameter: 'IMAGE'
                  fix: see slipway verify --help
                """);
    }

    @Test
    void wrongUseWithJsonIsToldInJson() {
        Run run = Run.in(directory, "verify", "--json");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("{\"event\":\"problem\",\"code\":\"command\",\"kind\":\"usage\",");
    }

    @Test
    void fileNamesThatBeginWithAnAtSignAreFileNames() {
        Run run = Run.in(directory, "build-installer", "--base=iso:x", "--output=y", "--user-data", "@missing");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("@missing");
    }
}
