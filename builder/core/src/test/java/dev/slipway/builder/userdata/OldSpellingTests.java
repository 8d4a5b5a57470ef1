package dev.slipway.builder.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OldSpellingTests {

    @ParameterizedTest
    @CsvSource({
        "stylus.site.paletteEndPoint, stylus.site.paletteEndpoint",
        "stylus.site.PALETTEENDPOINT, stylus.site.paletteEndpoint",
        "stylus.installationMode, stylus.managementMode",
        "stylus.emcServer, stylus.localUI",
        "stylus.includeTui, stylus.disableTui",
        "stylus.reboot, install.reboot",
        "stylus.imageOverride, install.image",
        "stylus.site.network.gateway, stylus.site.network.interfaces.NAME.gateway",
    })
    void atKnowsTheNewPlace(String old, String place) {
        assertThat(OldSpelling.at(List.of(old.split("\\."))))
                .hasValueSatisfying(
                        spelling -> assertThat(spelling.rewrite().place()).isEqualTo(place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stylus.site.paletteEndpoint", "install.reboot", "stylus.site.network.nameserver", "reboot"})
    void atWhenSpellingIsOfTodayKnowsNothing(String path) {
        assertThat(OldSpelling.at(List.of(path.split("\\.")))).isEmpty();
    }
}
