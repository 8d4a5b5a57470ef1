package dev.slipway.pxe.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootObjectTests {

    @Test
    void comesBackAsItWasNamed() {
        assertThat(BootObject.of(new BootObject.Image("shop", Optional.of("munich-01")).text()))
                .contains(new BootObject.Image("shop", Optional.of("munich-01")));
        assertThat(BootObject.of(new BootObject.Image("shop", Optional.empty()).text()))
                .contains(new BootObject.Image("shop", Optional.empty()));
        assertThat(BootObject.of(new BootObject.Seed("shop", Optional.of("a/b")).text()))
                .contains(new BootObject.Seed("shop", Optional.of("a/b")));
        assertThat(BootObject.of(new BootObject.Installed().text())).contains(new BootObject.Installed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x:shop/", "i:shop", "i:/site", "dd"})
    void refusesWhatIsNone(String text) {
        assertThat(BootObject.of(text)).isEmpty();
    }
}
