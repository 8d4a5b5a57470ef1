package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.templates.UserDataStarter.Purpose;
import dev.slipway.templates.UserDataStarter.StaticNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UserDataStarterTests {

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void renderBeginsWithTheHeaderAndSaysWhatToFillIn(Purpose purpose) {
        String text = Templates.builtIn().render(UserDataStarter.of(purpose));

        assertThat(text.lines().findFirst()).contains("#cloud-config");
        assertThat(text)
                .contains("# Fill in:")
                .endsWith("\n")
                .doesNotContain("\t")
                .doesNotContain("\r");
        assertThat(text.lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void renderQuotesWhatItIsGiven() {
        UserDataStarter starter = new UserDataStarter(
                Purpose.STATIC_NETWORK,
                "no: \"#\"\n",
                "\\",
                "yes",
                new StaticNetwork("on", "1:30", "010", "\u2028\uD83D\uDE80"));

        assertThat(Templates.builtIn().render(starter))
                .contains(
                        "paletteEndpoint: \"no: \\\"#\\\"\\n\"\n",
                        "registrationURL: \"\\\\\"\n",
                        "        \"on\":\n",
                        "ipAddress: \"1:30\"\n",
                        "gateway: \"010\"\n",
                        "nameserver: \"\\u2028\uD83D\uDE80\"\n",
                        "- \"yes\"\n");
    }

    @ParameterizedTest
    @CsvSource({"CENTRAL, central", "STATIC_NETWORK, static-network", "DEBIAN_LIVE, debian-live"})
    void idIsWhatCommandsCallIt(Purpose purpose, String id) {
        assertThat(purpose.id()).isEqualTo(id);
    }
}
