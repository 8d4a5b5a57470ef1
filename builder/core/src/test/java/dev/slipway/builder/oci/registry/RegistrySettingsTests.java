package dev.slipway.builder.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySettingsTests {

    @Test
    void defaultsTrustNobodyUnasked() {
        RegistrySettings defaults = RegistrySettings.defaults();
        assertThat(defaults.plainHttp()).isEmpty();
        assertThat(defaults.unverifiedTls()).isEmpty();
        assertThat(defaults.caBundle()).isEmpty();
        assertThat(defaults.certificates()).isEqualTo(Path.of("/etc/docker/certs.d"));
        assertThat(defaults.connectTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.answerTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void everySettingIsKept() {
        Retries retries = new Retries(2, Duration.ofSeconds(3), Duration.ofSeconds(4), time -> {});
        RegistrySettings settings = RegistrySettings.defaults()
                .with(Optional.of(Path.of("ca.pem")), Set.of("a:80"), Set.of("b"))
                .in(Path.of("/home"), Map.of("K", "V"))
                .waiting(Duration.ofSeconds(1), Duration.ofSeconds(2), retries);
        assertThat(settings)
                .isEqualTo(new RegistrySettings(
                        Optional.of(Path.of("ca.pem")),
                        Set.of("a:80"),
                        Set.of("b"),
                        Path.of("/etc/docker/certs.d"),
                        Path.of("/home"),
                        Map.of("K", "V"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        retries));
    }

    @Test
    void retriesDoubleTheirPausesUpToTheLongest() {
        Retries retries = new Retries(9, Duration.ofSeconds(1), Duration.ofSeconds(5), time -> {});
        assertThat(retries.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retries.after(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(retries.after(4)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retries.after(99)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void trustWhenTheBundleIsNoneSaysSo(@TempDir Path directory) throws IOException {
        Path bundle = Files.writeString(directory.resolve("ca.pem"), "no certificate");
        RegistrySettings settings = RegistrySettings.defaults().with(Optional.of(bundle), Set.of(), Set.of());
        assertThatThrownBy(() -> Trust.towards("a", settings))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ca.pem");
    }
}
