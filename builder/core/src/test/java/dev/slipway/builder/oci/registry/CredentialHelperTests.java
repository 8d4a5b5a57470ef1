package dev.slipway.builder.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialHelperTests {

    @TempDir
    private Path programs;

    private Optional<Credentials> ask(String script, Duration patience) throws IOException {
        Path program = programs.resolve("docker-credential-test");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = Map.of("PATH", programs + ":/usr/bin:/bin");
        return new CredentialHelper("test", "config.json", environment, patience).ask("r.example");
    }

    private Optional<Credentials> ask(String script) throws IOException {
        return ask(script, CredentialHelper.PATIENCE);
    }

    @Test
    void askTellsTheServerAndTakesTheAnswer() throws IOException {
        String script = """
                read -r server
                echo "{\\"ServerURL\\": \\"$server\\", \\"Username\\": \\"$1 $server\\", \\"Secret\\": \\"s\\"}\"""";
        assertThat(ask(script)).contains(new Credentials("get r.example", "s"));
    }

    /// As docker-credential-helpers say that they know nobody, and as some of them do it without words.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo credentials not found in native keychain; exit 1",
                "echo '{\"ServerURL\": \"\", \"Username\": \"\", \"Secret\": \"\"}'"
            })
    void askWhenNobodyIsKnownFindsNothing(String script) throws IOException {
        assertThat(ask(script)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo hunter2; echo hunter2 >&2; exit 3 | docker-credential-test ended with status 3",
                "echo hunter2                           | docker-credential-test prints no JSON",
                "true                                   | docker-credential-test prints no JSON",
                "echo '{\"Secret\": \"hunter2\"}'       | docker-credential-test prints no Username and Secret",
            })
    void askWhenTheHelperFailsTellsWhyAndNoSecret(String script, String why) {
        assertThatThrownBy(() -> ask(script)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("registry.credentials");
            assertThat(e.problem().where()).contains("config.json");
            assertThat(e.problem().fix())
                    .contains("see what `echo r.example | docker-credential-test get` says, or log in again");
            assertThat(e.problem().toString()).doesNotContain("hunter2");
            assertThat(e).hasNoCause();
            assertThat(e.problem().why()).contains(why);
        });
    }

    /// It is ended by its pipe, which nobody reads any more, and not by patience.
    @Test
    void askWhenTheHelperPrintsWithoutEndDoesNotListenForEver() {
        assertThatThrownBy(() -> ask("exec cat /dev/zero"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().why()).contains("docker-credential-test ended with status 141"));
    }

    @Test
    void askWhenTheHelperHangsDoesNotWaitForEver() {
        assertThatThrownBy(() -> ask("sleep 600", Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().why())
                                .contains("docker-credential-test does not answer within 0 s"));
    }
}
