package dev.slipway.builder.userdata.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.fix.UserDataFix;
import dev.slipway.builder.userdata.network.NetworkSettings;
import dev.slipway.templates.Templates;
import dev.slipway.templates.UserDataStarter;
import dev.slipway.templates.UserDataStarter.Purpose;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserDataStarterIT {

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void starterIsReadWithoutAWarning(Purpose purpose) {
        UserData starter = UserData.of(starter(purpose).getBytes(StandardCharsets.UTF_8), purpose.id());

        assertThat(starter.document().warnings()).isEmpty();
        assertThat(NetworkSettings.of(starter).issues()).isEmpty();
        assertThat(UserDataFix.of(starter).changes()).isEmpty();
    }

    @Test
    void starterForAStaticNetworkHasOne() {
        UserData starter = UserData.of(starter(Purpose.STATIC_NETWORK).getBytes(StandardCharsets.UTF_8), "starter");

        assertThat(NetworkSettings.of(starter).interfaces()).singleElement().satisfies(one -> {
            assertThat(one.name()).contains("enp1s0");
            assertThat(one.address().orElseThrow().value()).hasToString("192.0.2.25/24");
        });
    }

    @Test
    @RequiresTool("cloud-init")
    void cloudInitAcceptsTheStarterForDebianLive(@TempDir Path directory) throws IOException {
        Path sound = Files.writeString(directory.resolve("sound"), starter(Purpose.DEBIAN_LIVE));
        Path broken = Files.writeString(
                directory.resolve("broken"), starter(Purpose.DEBIAN_LIVE).replace("hostname: ", "hostname: 1 #"));

        assertThat(Tool.of("cloud-init", "schema", "-c", sound).run()).contains("Valid cloud-config");
        // The judge is awake.
        assertThat(Tool.of("cloud-init", "schema", "-c", broken).tryRun().status())
                .isNotZero();
    }

    private static String starter(Purpose purpose) {
        return Templates.builtIn().render(UserDataStarter.of(purpose));
    }
}
