package dev.slipway.image.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.tree.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTests {

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "\u00c3\u00a4, ä",
        "\u00e4, '\\xe4'",
        "a\u00c3, 'a\\xc3'",
        "\u00c3b, '\\xc3b'",
        "'\u001b[2J', '\\x1b[2J'",
        "\u007f, '\\x7f'",
        "\u00e2\u0080\u00ae, '\\u{202e}'",
        "\u00ed\u00a0\u0080, '\\xed\\xa0\\x80'",
        "\u00f0\u009f\u0098\u0080, 😀"
    })
    void toStringWhenBytesAreAnyEscapesWhatIsNotPrintable(String raw, String shown) {
        assertThat(new EntryName(raw)).hasToString(shown);
    }

    @Test
    void toStringWhenNameIsHugeIsShort() {
        assertThat(new EntryName("\u00ff".repeat(1_000_000)).toString())
                .hasSize(203)
                .endsWith("...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/a/b", "./a//b/", "a/./b", "//a/b/."})
    void parseWhenPartsMeanNothingPassesThemOver(String raw) throws Exception {
        assertThat(new EntryName(raw).parse(0)).containsExactly(FileName.of("a"), FileName.of("b"));
    }

    @ParameterizedTest
    @CsvSource({".., true", "a/.., true", "../a, true", "a/../b, true", "a..b, false", "..., false", "a/..b, false"})
    void leadsUpwardsWhenAPartIsTwoDots(String raw, boolean upwards) {
        assertThat(new EntryName(raw).leadsUpwards()).isEqualTo(upwards);
    }
}
