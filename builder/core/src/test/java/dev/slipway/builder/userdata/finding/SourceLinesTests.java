package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlDocument;
import org.junit.jupiter.api.Test;

class SourceLinesTests {

    private static SourceLines.Excerpt excerpt(String text, int line, int column) {
        return new SourceLines(YamlDocument.parse(text, "u", "u"))
                .at(new Span(0, 0, line, column))
                .orElseThrow();
    }

    @Test
    void atShowsTheLineAndThePlace() {
        assertThat(excerpt("a: 1\nbb: 2\n", 2, 5)).isEqualTo(new SourceLines.Excerpt("bb: ", "2"));
    }

    @Test
    void atCountsCharactersNotUnits() {
        assertThat(excerpt("'\uD83D\uDE80': 2\n", 1, 6)).isEqualTo(new SourceLines.Excerpt("'\uD83D\uDE80': ", "2"));
    }

    @Test
    void secretsAreHiddenOnBothSides() {
        assertThat(excerpt("{passwd: abc, x: 1, token: 'd e f'}\n", 1, 15))
                .isEqualTo(new SourceLines.Excerpt("{passwd: ********, ", "x: 1, token: ********}"));
        assertThat(excerpt("httpProxy: http://u:p@h\n", 1, 1).after()).isEqualTo("httpProxy: http://u:********@h");
        assertThat(excerpt("users:\n- passwd: |\n    abc\n", 2, 3).after()).isEqualTo("passwd: ********");
    }

    @Test
    void atWhenThePlaceIsNotThereIsEmpty() {
        assertThat(new SourceLines(YamlDocument.parse("a: 1\n", "u", "u")).at(new Span(0, 0, 7, 1)))
                .isEmpty();
    }
}
