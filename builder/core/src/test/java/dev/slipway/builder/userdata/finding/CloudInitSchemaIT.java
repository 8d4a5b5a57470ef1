package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.builder.userdata.schema.UserDataSchema;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// cloud-init itself judges what we say of user-data that it reads.
@RequiresTool("cloud-init")
class CloudInitSchemaIT {

    private static final ValidationContext CONTEXT = ValidationContext.UNKNOWN.readBy(UserDataReader.CLOUD_INIT);

    private static final String SOUND = """
            #cloud-config
            hostname: edge
            users:
              - name: operator
                groups: [sudo]
                ssh_authorized_keys: [ssh-ed25519 AAAA operator]
            write_files:
              - path: /etc/motd
                permissions: "0644"
                content: hello
            runcmd:
              - [systemctl, restart, ssh]
            """;

    @TempDir
    private Path directory;

    @Test
    void bothAcceptWhatIsSound() throws Exception {
        assertThat(Checked.text(SOUND, CONTEXT).findings()).isEmpty();
        assertThat(cloudInitAccepts(SOUND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"runcmd: reboot", "hostname: [a]", "ssh_authorized_keys: one", "write_files: {}", "ntp: 7"})
    void bothRefuseWhatIsWrong(String line) throws Exception {
        String text = "#cloud-config\n" + line + "\n";
        assertThat(Checked.text(text, CONTEXT).hasErrors()).isTrue();
        assertThat(cloudInitAccepts(text)).isFalse();
    }

    /// Keys that our schema says cloud-init reads are known to it.
    @Test
    void pagesThatAreForCloudInitAreAcceptedByIt() throws Exception {
        Pattern example = Pattern.compile("```yaml flavour=debian-live\n(.*?)```", Pattern.DOTALL);
        List<String> good = example.matcher(Files.readString(Path.of("../../docs/findings/ignored-by-flavour.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        assertThat(cloudInitAccepts(good.getLast())).isTrue();
        assertThat(UserDataSchema.root().properties()).containsKeys("bootcmd", "chpasswd", "ssh_pwauth");
    }

    private boolean cloudInitAccepts(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("user-data"), text);
        return Tool.of("cloud-init", "schema", "--config-file", file).tryRun().status() == 0;
    }
}
