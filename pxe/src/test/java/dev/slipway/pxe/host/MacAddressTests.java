package dev.slipway.pxe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTests {

    @ParameterizedTest
    @ValueSource(strings = {"52:54:00:AB:cd:01", "52-54-00-ab-cd-01", "525400abcd01"})
    void isReadAsPeopleWriteIt(String text) {
        MacAddress mac = MacAddress.parse(text).orElseThrow();
        assertThat(mac).hasToString("52:54:00:ab:cd:01");
        assertThat(mac.hyphenated()).isEqualTo("52-54-00-ab-cd-01");
        assertThat(MacAddress.of(mac.toBytes())).isEqualTo(mac);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "52:54:00", "52:54:00:ab:cd:0g", "52:54-00:ab:cd:01", "52:54:00:ab:cd:01:", "525400abcd0"})
    void refusesWhatIsNone(String text) {
        assertThat(MacAddress.parse(text)).isEmpty();
    }

    @Test
    void hasSixBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(new byte[7]));
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(1L << 48));
    }
}
