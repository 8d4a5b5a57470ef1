package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SizesTests {

    @Test
    void ofBytesRoundsToOneDigit() {
        assertThat(Sizes.ofBytes(0)).isEqualTo("0 B");
        assertThat(Sizes.ofBytes(999)).isEqualTo("999 B");
        assertThat(Sizes.ofBytes(1000)).isEqualTo("1.0 kB");
        assertThat(Sizes.ofBytes(999_949)).isEqualTo("999.9 kB");
        assertThat(Sizes.ofBytes(999_950)).isEqualTo("1.0 MB");
        assertThat(Sizes.ofBytes(1_234_567_890)).isEqualTo("1.2 GB");
        assertThat(Sizes.ofBytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }

    @Test
    void ofTimeChangesUnitsAtAMinute() {
        assertThat(Sizes.ofTime(Duration.ofMillis(4_240))).isEqualTo("4.2 s");
        assertThat(Sizes.ofTime(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    }
}
