package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `new`, `fix`, `merge` and `network` of `slipway user-data`.
class UserDataVerbsTests {

    private static final String INSTALLER = """
            #cloud-config
            stylus:
              site:
                name: a # by the factory
                edgeHostToken: hunter2
            stages:
              boot:
                - name: same
            """;

    private static final String SITE = """
            #cloud-config
            stylus:
              site:
                name: b
            stages:
              boot:
                - name: same
            """;

    @TempDir
    private Path directory;

    @Test
    void mergePrintsTheResultAndWarnsOfClashes() throws IOException {
        write("installer", INSTALLER);
        write("site", SITE);

        Run run = run("merge", "installer", "site");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("""
                #cloud-config
                stylus:
                  site:
                    # by the factory
                    name: b
                    edgeHostToken: hunter2
                stages:
                  boot:
                    - name: same
                    - name: same
                """);
        assertThat(run.err())
                .startsWith("slipway: warning: the steps 'same' of stage 'boot' have one name\n  at ")
                .contains("installer:8:7\n", "site:7:7\n", "  fix: give each step");
    }

    @Test
    void mergeExplainsWithoutSecrets() throws IOException {
        write("installer", INSTALLER);
        write("site", SITE);

        Run run = run("merge", "--explain", "installer", "site");

        assertThat(run.out().lines().toList().get(1))
                .matches("stylus\\.site\\.name +b +\\S*site:4:11 +a \\(\\S*installer:4:11\\)");
        assertThat(run.out()).contains("edgeHostToken  ********").doesNotContain("hunter2");
    }

    @Test
    void mergeAsJsonIsOneObjectALine() throws IOException {
        write("installer", INSTALLER);
        write("site", SITE);

        List<JsonNode> events = run("merge", "--json", "installer", "site")
                .out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(events)
                .extracting(event -> event.get("event").stringValue())
                .containsExactly("value", "value", "value", "value", "clash");
        assertThat(events.getFirst().get("path").stringValue()).isEqualTo("stylus.site.name");
        assertThat(events.getFirst().get("line").intValue()).isEqualTo(4);
        JsonNode replaced = events.getFirst().get("replaced").get(0);
        assertThat(replaced.get("value").stringValue()).isEqualTo("a");
        assertThat(replaced.get("place").get("file").stringValue()).endsWith("installer");
        assertThat(events.get(1).get("value").stringValue()).isEqualTo("********");
    }

    @Test
    void mergeWritesAFileAndReadsTheStandardInputNowhereElse() throws IOException {
        write("installer", INSTALLER);
        write("site", SITE);

        Run run = run("merge", "--output", "both", "installer", "site");

        assertThat(run.out()).isEmpty();
        assertThat(directory.resolve("both"))
                .content()
                .startsWith("#cloud-config\n")
                .contains("name: b");
        assertThat(run("merge", "installer").status()).isEqualTo(2);
    }

    @Test
    void mergeWhenTypesClashIsBadInput() throws IOException {
        write("installer", INSTALLER);
        write("site", "#cloud-config\nstylus: none\n");

        Run run = run("merge", "installer", "site");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'stylus' is a mapping in one file and string in another");
    }

    @Test
    void fixRewritesInPlaceOnce() throws IOException {
        write("user-data", "#cloud-config\nstylus:\n  installationMode: airgap # why\n");

        Run first = run("fix", "user-data");
        Run second = run("fix", "user-data");

        assertThat(first)
                .isEqualTo(new Run(0, "", "user-data:3:3: 'stylus.installationMode' is now 'stylus.managementMode'\n"));
        assertThat(directory.resolve("user-data"))
                .hasContent("#cloud-config\nstylus:\n  managementMode: local # why\n");
        assertThat(second).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void fixCheckPrintsADiffAndWritesNothing() throws IOException {
        String text = "#cloud-config\nstylus:\n  installationMode: airgap\n";
        write("user-data", text);

        Run run = run("fix", "--check", "user-data");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                --- user-data
                +++ user-data
                @@ -1,3 +1,3 @@
                 #cloud-config
                 stylus:
                -  installationMode: airgap
                +  managementMode: local
                """);
        assertThat(directory.resolve("user-data")).hasContent(text);
        write("sound", SITE);
        assertThat(run("fix", "--check", "sound")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void fixWhenOneOfManyIsBadWritesNone() throws IOException {
        String old = "#cloud-config\nstylus: {installationMode: airgap}\n";
        write("old", old);
        write("bad", "#cloud-config\na: [\n");

        assertThat(run("fix", "old", "bad").status()).isEqualTo(3);
        assertThat(directory.resolve("old")).hasContent(old);
    }

    @Test
    void fixWritesElsewhereAndTellsWhatIsLeft() throws IOException {
        write("old", "#cloud-config\nstylus: {imageOverride: a, installationMode: connected}\n");

        Run run = run("fix", "--output", "new", "old");

        assertThat(run.err()).contains("old:2:10: left: 'stylus.imageOverride' has no rule");
        assertThat(directory.resolve("new"))
                .hasContent("#cloud-config\nstylus: {imageOverride: a, managementMode: central}\n");
        assertThat(directory.resolve("old")).content().contains("installationMode");
        assertThat(run("fix", "--output", "new", "old", "old").status()).isEqualTo(2);
    }

    @Test
    void networkPrintsOrWritesTheFiles() throws IOException {
        write("flat", "#cloud-config\nstylus: {site: {network: {type: dhcp}}}\n");

        Run printed = run("network", "--interface", "eth7", "flat");
        Run written = run("network", "--format=networkmanager", "--interface=eth7", "--output=out", "flat");

        assertThat(printed.status()).isZero();
        assertThat(printed.out()).endsWith("version: 2\nethernets:\n  eth7:\n    dhcp4: true\n");
        assertThat(written.out()).isEqualTo("out/slipway-eth7.nmconnection\n");
        assertThat(directory.resolve("out/slipway-eth7.nmconnection")).content().contains("interface-name=eth7\n");
    }

    @Test
    void networkWhenSettingsAreWrongIsBadInputWithThePlace() throws IOException {
        write("wrong", "#cloud-config\nstylus: {site: {network: {type: static}}}\n");

        Run run = run("network", "wrong");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("the default interface is static and has no", "wrong:2:26");
        assertThat(run("network", "--format=ifupdown", "wrong").err())
                .contains("expected one of [network-config, networkmanager] but was 'ifupdown'");
    }

    /// Also those that a person has to fill in are right in form.
    @ParameterizedTest
    @ValueSource(strings = {"central", "local", "airgap", "static-network", "debian-live"})
    void newGivesWhatValidateFindsNothingIn(String purpose) {
        String flavour = purpose.equals("debian-live") ? "debian-live" : "kairos";

        assertThat(run("new", "--purpose", purpose, "--output", "user-data").status())
                .isZero();

        assertThat(run("validate", "--strict", "--flavour", flavour, "user-data")
                        .out())
                .isEqualTo("1 file: 0 errors, 0 warnings\n");
        assertThat(run("new", "--purpose", purpose, "--output", "user-data").status())
                .isEqualTo(3);
        assertThat(run("new", "--purpose", purpose).out()).startsWith("#cloud-config\n");
    }

    @Test
    void newWhenThePurposeIsUnknownIsWrongUse() {
        assertThat(run("new", "--purpose", "mainframe").status()).isEqualTo(2);
        assertThat(run("new").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "fix", "merge", "network"})
    void helpOfEachVerbShowsAnExample(String verb) {
        assertThat(run(verb, "--help").out())
                .contains("Usage: slipway user-data " + verb, "\nExample:\n  slipway user-data " + verb);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("user-data"));
        all.addAll(List.of(arguments));
        return Run.in(directory, all.toArray(String[]::new));
    }
}
