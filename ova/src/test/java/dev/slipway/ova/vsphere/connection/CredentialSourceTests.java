package dev.slipway.ova.vsphere.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSourceTests {

    private static final Map<String, String> ENVIRONMENT = Map.of("VSPHERE_USER", "env", "VSPHERE_PASSWORD", "of env");

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void environmentIsTakenWhereNothingElseIsGiven() {
        Credentials credentials = new CredentialSource(Optional.empty(), Optional.empty(), Optional.empty())
                .read(ENVIRONMENT, warnings::add);

        assertThat(credentials.user()).isEqualTo("env");
        assertThat(credentials.password()).isEqualTo("of env");
        assertThat(credentials.toString()).doesNotContain("of env");
    }

    @Test
    void passwordIsTheFirstLineOfItsFile() throws IOException {
        Path file = file(" two words \nmore\n", "rw-------");

        Credentials credentials = new CredentialSource(Optional.of("me"), Optional.of(file), Optional.empty())
                .read(ENVIRONMENT, warnings::add);

        assertThat(credentials.user()).isEqualTo("me");
        assertThat(credentials.password()).isEqualTo(" two words ");
        assertThat(warnings).isEmpty();
    }

    @Test
    void fileThatOthersMayReadIsToldOf() throws IOException {
        Path file = file("secret", "rw-r--r--");

        new CredentialSource(Optional.of("me"), Optional.of(file), Optional.empty()).read(Map.of(), warnings::add);

        assertThat(warnings).containsExactly(file + ": others may read this file; chmod 600 keeps it to you");
    }

    @Test
    void bothComeFromOneFile() throws IOException {
        Path file = file("# of the lab\n\nuser=lab@vsphere.local\npassword=a=b\n", "rw-------");

        Credentials credentials = new CredentialSource(Optional.empty(), Optional.empty(), Optional.of(file))
                .read(ENVIRONMENT, warnings::add);

        assertThat(credentials.user()).isEqualTo("lab@vsphere.local");
        assertThat(credentials.password()).isEqualTo("a=b");
    }

    @Test
    void lineThatIsNotUnderstoodIsNotQuoted() throws IOException {
        Path file = file("hunter2\n", "rw-------");

        assertThatThrownBy(() -> new CredentialSource(Optional.empty(), Optional.empty(), Optional.of(file))
                        .read(ENVIRONMENT, warnings::add))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a line is neither user=NAME nor password=SECRET")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void nobodyIsNoUserAndNothingNoPassword() {
        CredentialSource none = new CredentialSource(Optional.empty(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> none.read(Map.of(), warnings::add)).hasMessageContaining("VSPHERE_USER");
        assertThatThrownBy(() -> none.read(Map.of("VSPHERE_USER", "me"), warnings::add))
                .hasMessageContaining("there is no password for me");
    }
}
