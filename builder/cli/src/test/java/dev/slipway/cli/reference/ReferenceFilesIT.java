package dev.slipway.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesIT {

    @TempDir
    private Path docs;

    @BeforeEach
    void writeFiles() throws IOException {
        ReferenceFiles.main(new String[] {docs.toString()});
    }

    @Test
    @RequiresTool("mandoc")
    void mandocHasNothingToSayAboutThePages() throws IOException {
        try (var pages = Files.list(docs.resolve("man"))) {
            // It also looks whether the pages that are referred to are installed, which they are not yet.
            assertThat(pages.toList())
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(Tool.of("mandoc", "-T", "lint", "-W", "style", page)
                                    .tryRun()
                                    .output()
                                    .lines())
                            .filteredOn(line -> !line.contains("referenced manual not found"))
                            .isEmpty());
        }
    }

    @Test
    @RequiresTool("mandoc")
    void mandocShowsTheOptions() {
        assertThat(Tool.of("mandoc", "-T", "utf8", docs.resolve("man/slipway-build-installer.1"))
                        .run()
                        .replaceAll(".\b", ""))
                .contains("--kernel-arg=ARGUMENT", "-o FILE, --output=FILE", "gz, .xz, .zst");
    }

    @Test
    @RequiresTool("bash")
    void bashCompletesVerbsOptionsAndValues() {
        assertThat(completedByBash("slipway", "")).isEqualTo("""
                        quickstart
                        build-installer
                        rewrite
                        extract
                        build-sites
                        build-seed
                        build-ova
                        inspect
                        verify
                        boot-test
                        evidence
                        base
                        user-data
                        sites
                        ova
                        serve-pxe
                        pxe
                        """);
        assertThat(completedByBash("slipway", "--v")).isEqualTo("--version\n");
        assertThat(completedByBash("slipway", "build-installer", "--vol")).isEqualTo("--volume-id\n");
        assertThat(completedByBash("slipway", "build-installer", "--flavour", ""))
                .contains("kairos\n", "\ndebian-live\n");
        assertThat(completedByBash("slipway", "build-installer", "--flavour", "=", "k"))
                .isEqualTo("kairos\n");
        assertThat(completedByBash("slipway", "build-installer", "--arch", "=")).isEqualTo("amd64\narm64\n");
        assertThat(completedByBash("slipway", "build-installer", "--base", "i")).isEqualTo("iso:\n");
        assertThat(completedByBash("slipway", "build-installer", "--volume-id", "c"))
                .isBlank();
    }

    @Test
    @RequiresTool("bash")
    void bashCompletesVerbsOfVerbs() {
        assertThat(completedByBash("slipway", "user-data", "")).isEqualTo("new\nvalidate\nfix\nmerge\nnetwork\n");
        assertThat(completedByBash("slipway", "user-data", "validate", "--sin")).isEqualTo("--single-host\n");
        assertThat(completedByBash("slipway", "user-data", "validate", "--format", "=", "s"))
                .isEqualTo("sarif\n");
        assertThat(completedByBash("slipway", "user-data", "validate", "cl")).isEqualTo("cli.md\n");
    }

    @Test
    @RequiresTool("bash")
    void bashCompletesFiles() {
        assertThat(completedByBash("slipway", "inspect", "cl")).isEqualTo("cli.md\n");
        assertThat(completedByBash("slipway", "build-installer", "-o", "cl")).isEqualTo("cli.md\n");
        assertThat(completedByBash("slipway", "build-installer", "--base", "iso", ":", "cl"))
                .isEqualTo("cli.md\n");
    }

    @Test
    @RequiresTool("shellcheck")
    void shellcheckIsContentWithTheBashFile() {
        Tool.of("shellcheck", "--shell=bash", docs.resolve("completion/slipway.bash"))
                .run();
    }

    @Test
    @RequiresTool("zsh")
    void zshCompletesVerbsOptionsAndValues() throws IOException {
        assertThat(completedByZsh("slipway ")).contains("build-installer", "inspect", "verify");
        assertThat(completedByZsh("slipway build-installer --volu")).contains("--volume-id  -- The label");
        assertThat(completedByZsh("slipway user-data ")).contains("validate");
        assertThat(completedByZsh("slipway user-data validate --sin")).contains("--single-host");
        assertThat(completedByZsh("slipway build-installer --flavour=")).contains("kairos", "debian-live");
    }

    /// The words as bash splits them.
    private String completedByBash(Object... words) {
        String script = """
                source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
                _slipway
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return Tool.of(Stream.concat(
                                Stream.of("bash", "-c", script, "bash", docs.resolve("completion/slipway.bash")),
                                Stream.of(words))
                        .toArray())
                .in(docs)
                .run();
    }

    /// A real zsh on a terminal of its own: types the line, asks for the list of what fits, and reads the screen.
    private String completedByZsh(String typed) throws IOException {
        Path script = docs.resolve("complete.zsh");
        Files.writeString(script, """
                zmodload zsh/zpty
                zpty terminal zsh -f -i
                zpty -w terminal "stty cols 200 rows 60; fpath=($1/completion \\$fpath)"
                zpty -w terminal "autoload -Uz compinit; compinit -u -D; bindkey '^T' list-choices"
                # The prompt tells that the line editor listens; its echo is spelt otherwise.
                zpty -w terminal "PS1=RE''ADY"
                zpty -r -m terminal before '*READY*'
                zpty -w -n terminal "$2"
                zpty -w -n terminal $'\\C-t\\C-e\\C-u'
                zpty -w terminal "print DO''NE"
                zpty -r -m terminal screen '*DONE*'
                print -r -- "$screen"
                zpty -d terminal
                """);
        return Tool.of("timeout", "60", "zsh", "-f", script, docs, typed).run();
    }
}
