package dev.slipway.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDateTests {

    @ParameterizedTest
    @CsvSource({
        "1700000000,1700000000",
        "2023-11-14T22:13:20Z,1700000000",
        "2023-11-14T23:13:20+01:00,1700000000",
        "0,0"
    })
    void epochSecondsWhenTimestampIsSetReadsBothSpellings(String timestamp, long seconds) throws MojoFailureException {
        assertThat(SourceDate.epochSeconds(Map.of(), timestamp)).contains(seconds);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x"})
    void epochSecondsWhenTimestampIsSwitchedOffIsEmpty(String timestamp) throws MojoFailureException {
        assertThat(SourceDate.epochSeconds(Map.of(), timestamp)).isEmpty();
    }

    @Test
    void epochSecondsWhenVariableIsSetTakesIt() throws MojoFailureException {
        assertThat(SourceDate.epochSeconds(Map.of("SOURCE_DATE_EPOCH", "5"), "1700000000"))
                .contains(5L);
    }

    @Test
    void epochSecondsWhenItIsNoTimeNamesPlaceAndFix() {
        assertThatThrownBy(() -> SourceDate.epochSeconds(Map.of(), "yesterday"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("'yesterday' is no time")
                .hasMessageContaining("where: project.build.outputTimestamp");
    }
}
