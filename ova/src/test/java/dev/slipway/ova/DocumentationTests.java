package dev.slipway.ova;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ova.ovf.Hardware;
import dev.slipway.ova.verification.OvaVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DocumentationTests {

    private static final Path PAGE = Path.of("../docs/ova.md");

    @Test
    void pageListsAllRulesWithTheirSentences() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page.substring(page.indexOf("| rule |"))
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .toList())
                .isEqualTo(OvaVerification.RULES.stream()
                        .map(rule -> "| `%s` | %s |".formatted(rule.name(), rule.sentence()))
                        .toList());
        assertThat(page).contains("# %d rules".formatted(OvaVerification.RULES.size()));
    }

    @Test
    void pageTellsTheDefaultsOfTheMachine() throws IOException {
        Hardware usual = Hardware.DEFAULT;

        assertThat(Files.readString(PAGE))
                .contains("| `--cpus`, `--memory` | %d, %dG |".formatted(usual.cpus(), usual.memoryMebibytes() >> 10))
                .contains("| `--firmware` | `%s` |".formatted(usual.firmware().setting()))
                .contains("| `--controller` | `%s` |"
                        .formatted(usual.controller().name().toLowerCase(Locale.ROOT)))
                .contains("| `--hardware-version` | `%s` |"
                        .formatted(usual.version().family()))
                .contains("| `--guest-os` | `%s` |".formatted(usual.guestOs().id()));
    }
}
