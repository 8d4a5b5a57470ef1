package dev.slipway.builder.userdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnitionTests {

    private static final String CONFIG = """
            {
              "ignition": {
                "version": "3.4.0",
                "config": {"merge": [{
                  "source": "https://ops:hidden-1@example.com/c.ign?site=7&token=hidden-2",
                  "httpHeaders": [{"name": "Authorization", "value": "Bearer hidden-3"}]
                }]}
              },
              "passwd": {"users": [{"name": "core", "passwordHash": "hidden-4", "sshAuthorizedKeys": ["ssh-ed25519 AAAA"]}]},
              "storage": {
                "luks": [{"name": "data", "keyFile": {"source": "data:,hidden-5"}}],
                "files": [
                  {"path": "/etc/hostname", "mode": 420, "contents": {"source": "data:,shop-7"}},
                  {"path": "/etc/key", "mode": 384, "contents": {"source": "data:,hidden-6"}},
                  {"path": "/etc/token", "mode": 420, "contents": {"source": "data:,hidden-7"}, "append": [{"source": "data:,hidden-8"}]}
                ]
              }
            }
            """;

    private static BootConfiguration of(String text) {
        return BootConfiguration.of(text.getBytes(StandardCharsets.UTF_8), "config.ign");
    }

    @Test
    void ofKeepsTheBytes() {
        assertThat(of(CONFIG)).isInstanceOf(Ignition.class);
        assertThat(of(CONFIG).bytes()).isEqualTo(CONFIG.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void maskedHidesSecretsAndNothingElse() {
        String masked = of(CONFIG).masked();
        assertThat(masked)
                .doesNotContain("hidden")
                .contains("\"core\"", "ssh-ed25519 AAAA", "data:,shop-7", "example.com/c.ign?site=7", "/etc/key");
        assertThat(masked.lines().count()).isEqualTo(CONFIG.lines().count());
        assertThat(BootConfiguration.masked(CONFIG.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(masked);
    }

    @Test
    void maskedWhenItCannotBeReadShowsNothing() {
        assertThat(BootConfiguration.masked("{\"passwordHash\": \"hidden".getBytes(StandardCharsets.UTF_8)))
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                      | ignition.syntax",
                "{\"a\": 1, \"a\": 2}                   | ignition.syntax",
                "{} {}                                  | ignition.syntax",
                "{\"ignition\": {}}                     | ignition.version",
                "{\"ignition\": {\"version\": 3}}       | ignition.version",
                "{\"ignition\": {\"version\": \"2.3.0\"}} | ignition.version",
                "{\"ignition\": [\"version\"]}          | ignition.version",
            })
    void ofWhenItIsNoneRefuses(String text, String code) {
        assertThatThrownBy(() -> of(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    @Test
    void ofWhenTheSyntaxIsWrongNamesThePlace() {
        assertThatThrownBy(() -> of("{\n  \"a\": tru\n}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().where().orElseThrow())
                                .startsWith("config.ign:2:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0.0", "3.5.0", "3.6.0-experimental"})
    void ofTakesEveryVersionOfTheThirdSpecification(String version) {
        assertThat(of("{\"ignition\": {\"version\": \"%s\"}}".formatted(version)))
                .isInstanceOf(Ignition.class);
    }
}
