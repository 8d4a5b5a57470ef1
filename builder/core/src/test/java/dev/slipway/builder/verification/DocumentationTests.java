package dev.slipway.builder.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.LiveFlavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTests {

    private static final Path DOCS = Path.of("../../docs");

    @Test
    void pageWhenItListsRulesListsAllWithTheirSentences() throws IOException {
        String page = Files.readString(DOCS.resolve("images.md"));

        assertThat(page.substring(page.indexOf("| rule |"))
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .toList())
                .isEqualTo(rules().stream()
                        .map(rule -> "| `%s` | %s |".formatted(rule.name(), rule.sentence()))
                        .toList());
    }

    @Test
    void readmeWhenItCountsRulesCountsRight() throws IOException {
        assertThat(Files.readString(DOCS.resolve("../README.md")))
                .contains("[%d rules](docs/images.md#what-slipway-verify-checks)".formatted(rules().size()));
    }

    @Test
    void pageWhenItListsFlavoursListsAllWithTheirLabels() throws IOException {
        String page = Files.readString(DOCS.resolve("images.md"));

        assertThat(page).contains(row("", Flavour::name)).contains(labels());
    }

    private static String row(String what, java.util.function.Function<Flavour, String> cell) {
        List<String> cells =
                Flavour.ALL.stream().map(cell).map("`%s`"::formatted).toList();
        return "|%s | %s |".formatted(what.isEmpty() ? "" : " " + what, String.join(" | ", cells));
    }

    private static String labels() {
        return "| label of a new medium | %s |"
                .formatted(Flavour.ALL.stream()
                        .map(flavour -> flavour instanceof LiveFlavour live ? "`%s`".formatted(live.volumeId()) : "")
                        .collect(Collectors.joining(" | ")))
                .replace("  |", " |");
    }

    private static List<Rule<Subject>> rules() {
        return Stream.of(FileRules.ALL, PartitionRules.ALL, BootRules.ALL, SiteRules.ALL, FormerSiteRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
