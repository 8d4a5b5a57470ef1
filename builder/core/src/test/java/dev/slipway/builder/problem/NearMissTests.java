package dev.slipway.builder.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTests {

    private static final List<String> KEYS = List.of("paletteEndpoint", "name", "tags", "lock_passwd", "no-format");

    @ParameterizedTest
    @CsvSource({
        "paletteEndpont, paletteEndpoint",
        "palleteEndpiont, paletteEndpoint",
        "PALETTEENDPOINT, paletteEndpoint",
        "nmae, name",
        "tag, tags",
        "lockPasswd, lock_passwd",
        "no_format, no-format",
    })
    void ofFindsWhatWasMeant(String typed, String meant) {
        assertThat(NearMiss.of(typed, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"site", "x", "completelyDifferent", "''"})
    void ofWhenNothingIsNearFindsNothing(String typed) {
        assertThat(NearMiss.of(typed, KEYS)).isEmpty();
    }

    /// The classic examples of the distance.
    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "ab, ba, 1", "'', abc, 3", "same, same, 0", "ca, abc, 3"})
    void distanceIsThatOfOptimalStringAlignment(String left, String right, int distance) {
        assertThat(NearMiss.distance(left, right)).isEqualTo(distance);
    }

    @Test
    void ofWhenWordIsEndlessDoesNotTry() {
        assertThat(NearMiss.of("n".repeat(100_000), KEYS)).isEmpty();
    }
}
