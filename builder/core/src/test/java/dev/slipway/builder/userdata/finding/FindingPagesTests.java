package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.flavour.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pages say what the code does: each has an example that is found and one that is not.
class FindingPagesTests {

    private static final Path TOP = Path.of("../..");

    /// What no text of a page can show.
    private static final Set<FindingCode> WITHOUT_EXAMPLES = EnumSet.of(FindingCode.NOT_UTF_8, FindingCode.TOO_LARGE);

    private static final Pattern EXAMPLE =
            Pattern.compile("(Bad|Good):\n\n```yaml(?: flavour=([a-z-]+))?\n(.*?)```\n", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource
    void pageSaysWhatTheCodeIs(FindingCode code) throws IOException {
        assertThat(page(code))
                .startsWith("# %s\n\n%s. This is %s.\n"
                        .formatted(
                                code.code(),
                                code.summary(),
                                code.severity() == Severity.ERROR ? "an error" : "a warning"))
                .contains("## Why it hurts", "## How to repair it", "## How to silence it");
    }

    @ParameterizedTest
    @EnumSource
    void badExampleIsFoundAndGoodExampleIsSound(FindingCode code) throws IOException {
        Matcher example = EXAMPLE.matcher(page(code));
        if (WITHOUT_EXAMPLES.contains(code)) {
            assertThat(example.find()).isFalse();
            return;
        }
        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).isEqualTo("Bad");
        assertThat(codes(example)).contains(code).isSubsetOf(code, FindingCode.NO_LOGIN);
        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).isEqualTo("Good");
        assertThat(codes(example)).doesNotContain(code).isSubsetOf(FindingCode.NO_LOGIN);
    }

    @Test
    void indexAndPagesAreThoseOfTheCodes() throws IOException {
        try (Stream<Path> pages = Files.list(TOP.resolve("docs/findings"))) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(FindingCode.codes().stream(), Stream.of("README"))
                                    .toList());
        }
        String index = Files.readString(TOP.resolve("docs/findings/README.md"));
        for (FindingCode code : FindingCode.values()) {
            assertThat(index)
                    .contains("| [%s](%s.md) | %s | %s |\n"
                            .formatted(
                                    code.code(),
                                    code.code(),
                                    code.severity().name().toLowerCase(Locale.ROOT),
                                    code.summary()));
        }
    }

    private static List<FindingCode> codes(Matcher example) {
        ValidationContext context = example.group(2) == null
                ? ValidationContext.UNKNOWN
                : ValidationContext.UNKNOWN.readBy(
                        Flavour.named(example.group(2)).reader());
        return Checked.text(example.group(3), context).findings().stream()
                .map(Finding::code)
                .distinct()
                .toList();
    }

    private static String page(FindingCode code) throws IOException {
        return Files.readString(TOP.resolve(code.page()));
    }
}
