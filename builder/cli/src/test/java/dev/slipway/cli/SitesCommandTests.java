package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SitesCommandTests {

    private static final Path EXAMPLE = Path.of("../../examples/sites");

    private static final String CATALOGUE = """
            user-data: user-data.ftl
            defaults: {token: {secret: {env: TOKEN}}}
            sites:
              - {name: a, off: true}
              - {name: b, off: maybe}
              - {name: c}
            """;

    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "swordfish");

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("sites.yaml"), CATALOGUE);
        Files.writeString(directory.resolve("user-data.ftl"), """
                #cloud-config
                install: {poweroff: ${off}}
                users: [{name: a, ssh_authorized_keys: [ssh-ed25519 AAAA a]}]
                motd: ${token} # for ${name}
                """.replace(" # for ${name}", ""));
    }

    @Test
    void examplesAreSound() {
        Run run = Run.in(EXAMPLE, "sites", "validate", "--flavour", "kairos", "sites.yaml");

        assertThat(run).isEqualTo(new Run(0, "4 sites: 0 errors, 0 warnings\n", ""));
    }

    @Test
    void exampleRendersWithoutItsSecret() throws IOException {
        String secret = Files.readString(EXAMPLE.resolve("example-wifi-key")).strip();

        Run masked = Run.in(EXAMPLE, "sites", "render", "--what", "all", "oslo-workshop");
        assertThat(masked.out())
                .contains(
                        "name: \"edge-oslo-workshop\"",
                        "device: /dev/nvme0n1",
                        "NTP=ntp.oslo.example.test",
                        "version: 2")
                .contains("echo oslo-workshop is a workshop", "# slipway-secret: /stages/initramfs/1/files/1/content")
                .doesNotContain(secret);
        assertThat(Run.in(EXAMPLE, "sites", "render", "--show-secrets", "munich-01")
                        .out())
                .contains("psk=" + secret, "city: \"München\"");
    }

    @Test
    void validateTellsEverySiteAndNoSecret() {
        Run run = sites("validate", "sites.yaml");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("sites.yaml:5:5: error: b: user-data:2:21: 'install.poweroff' is the text 'maybe'")
                .contains("sites.yaml:6:5: error: c: user-data: there is no value 'off' (user-data.ftl:2:23)")
                .endsWith("3 sites: 2 errors, 2 warnings\n")
                .doesNotContain("swordfish");
        assertThat(sites("validate", "missing.yaml").status()).isEqualTo(3);
    }

    @Test
    void validateAsJsonIsOneObjectALine() {
        List<JsonNode> events = sites("validate", "--json", "sites.yaml")
                .out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(events.getFirst().get("event").stringValue()).isEqualTo("finding");
        assertThat(events)
                .filteredOn(event -> event.get("event").stringValue().equals("finding"))
                .extracting(event -> event.get("site").stringValue())
                .containsOnly("a", "b", "c");
        assertThat(events.getLast().get("errors").intValue()).isEqualTo(2);
    }

    @Test
    void renderShowsStarsUnlessAskedForSecrets() {
        assertThat(sites("render", "a").out()).isEqualTo("""
                #cloud-config
                install: {poweroff: true}
                users: [{name: a, ssh_authorized_keys: [ssh-ed25519 AAAA a]}]
                motd: ********
                # slipway-secret: /motd
                """);
        assertThat(sites("render", "--show-secrets", "a").out()).contains("motd: \"swordfish\"");
        assertThat(sites("render", "c").status()).isEqualTo(3);
        assertThat(sites("render", "z").status()).isEqualTo(2);
        assertThat(sites("render", "--what", "z", "a").status()).isEqualTo(2);
    }

    @Test
    void csvAloneTakesItsTemplateFromTheCommand() throws IOException {
        Files.writeString(directory.resolve("shops.csv"), "name,off,token\nshop-1,true,x\n");

        assertThat(sites("render", "--sites", "shops.csv", "--user-data", "user-data.ftl", "shop-1")
                        .out())
                .contains("poweroff: true", "motd: \"x\"");
        assertThat(sites("render", "--sites", "shops.csv", "shop-1").err())
                .contains("there is no user-data for the site");
    }

    @Test
    void diffShowsWhatDiffersAndHidesSecrets() throws IOException {
        assertThat(sites("diff", "a", "b").out()).isEqualTo("""
                --- a/user-data
                +++ b/user-data
                @@ -1,5 +1,5 @@
                 #cloud-config
                -install: {poweroff: true}
                +install: {poweroff: "maybe"}
                 users: [{name: a, ssh_authorized_keys: [ssh-ed25519 AAAA a]}]
                 motd: ********
                 # slipway-secret: /motd
                """);
        assertThat(sites("diff", "a", "a").out()).isEmpty();
        assertThat(sites("diff", "a").status()).isEqualTo(2);

        Files.writeString(
                directory.resolve("new.yaml"),
                CATALOGUE
                        .replace("name: b, off: maybe", "name: d, off: false")
                        .replace("{name: c}", "{name: c, off: true}"));
        Files.writeString(directory.resolve("old.yaml"), CATALOGUE.replace("{name: c}", "{name: c, off: false}"));
        Run run = sites("diff", "--sites", "new.yaml", "--against", "old.yaml");
        assertThat(run.out())
                .contains("d: added\n", "b: removed\n", "-install: {poweroff: false}\n+install: {poweroff: true}\n")
                .doesNotContain("--- a/", "swordfish");
        assertThat(sites("diff", "--sites", "new.yaml", "--against", "old.yaml", "c")
                        .out())
                .contains("+++ c/user-data")
                .doesNotContain("added");
    }

    @Test
    void secretThatChangedIsToldWithoutIt() throws IOException {
        Files.writeString(
                directory.resolve("other.yaml"),
                CATALOGUE
                        .replace("env: TOKEN", "env: OTHER")
                        .replace("off: maybe", "off: false")
                        .replace("{name: c}", "{name: c, off: true}"));
        Files.writeString(
                directory.resolve("same.yaml"),
                CATALOGUE.replace("off: maybe", "off: false").replace("{name: c}", "{name: c, off: true}"));

        Run run = Run.in(
                directory,
                Map.of("TOKEN", "swordfish", "OTHER", "swordfight"),
                "sites",
                "diff",
                "--sites",
                "other.yaml",
                "--against",
                "same.yaml",
                "a");

        assertThat(run.out()).isEqualTo("a/user-data differs in a secret\n");
    }

    private Run sites(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("sites"));
        all.addAll(List.of(arguments));
        return Run.in(directory, ENVIRONMENT, all.toArray(String[]::new));
    }
}
