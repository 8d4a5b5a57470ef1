package dev.slipway.builder.userdata.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserData;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataFixTests {

    private static final String OLD = """
            #cloud-config
            # Hosts of the north.
            stylus:   # the agent
                # Without a centre.
                installationMode:   'airgap'   # for now
                emcServer: {port: 5081}  # moved
                includeTui: true
                # Once it is done.
                reboot: yes   # reboots
                site:
                    paletteEndPoint: "api.example.test"
                    tags: {a: 'emcServer: not this'}
            stages:
              boot:
                - name: emcServer
                  commands: [ "installationMode: airgap" ]
            """;

    private static final String NEW = """
            #cloud-config
            # Hosts of the north.
            stylus:   # the agent
                # Without a centre.
                managementMode:   'local'   # for now
                localUI: {port: 5081}  # moved
                disableTui: false
                # Once it is done.
                site:
                    paletteEndpoint: "api.example.test"
                    tags: {a: 'emcServer: not this'}
            stages:
              boot:
                - name: emcServer
                  commands: [ "installationMode: airgap" ]
            install:
                reboot: yes   # reboots
            """;

    @Test
    void ofRewritesEveryOldSpellingAndNothingElse() {
        UserDataFix fix = fix(OLD);

        assertThat(text(fix)).isEqualTo(NEW);
        assertThat(fix.changes()).allMatch(Change::rewritten).hasSize(5);
        assertThat(fix.changes().getFirst().message())
                .isEqualTo("'stylus.installationMode' is now 'stylus.managementMode'");
        assertThat(fix.changes().getFirst().span().in("f")).isEqualTo("f:5:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void ofKeepsTheLineEnds(String lineEnd) {
        assertThat(text(fix(OLD.replace("\n", lineEnd)))).isEqualTo(NEW.replace("\n", lineEnd));
    }

    @Test
    void ofWhenDoneOnceHasNothingMoreToDo() {
        UserDataFix again = UserDataFix.of(fix(OLD).after());

        assertThat(again.changes()).isEmpty();
        assertThat(again.isChanged()).isFalse();
        assertThat(again.diff("f")).isEmpty();
        assertThat(text(again)).isEqualTo(NEW);
    }

    /// `|` stands for a new line.
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            stylus: {installationMode: connected}       ! stylus: {managementMode: central}
            stylus: {InstallationMODE: airgap}          ! stylus: {managementMode: local}
            stylus:|  "installationMode": "airgap"      ! stylus:|  "managementMode": "local"
            stylus:|  ? installationMode|  : airgap     ! stylus:|  ? managementMode|  : local
            stylus:|  installationMode:|    airgap      ! stylus:|  managementMode:|    local
            stylus:|  debug: true|  reboot: false|install:|  # why|  auto: true ! stylus:|  debug: true|install:|  reboot: false|  # why|  auto: true
            stylus:|  emcServer:|    port: 1|    # c|   ! stylus:|  localUI:|    port: 1|    # c|
            """)
    void ofRewritesWhateverTheLayout(String before, String after) {
        assertThat(text(fix(lines(before)))).isEqualTo(lines(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            stylus: {installationMode: airgap, managementMode: local} ! both are there
            stylus: {installationMode: offline}                       ! no such value
            stylus: {installationMode: [airgap]}                      ! no single value
            stylus: {includeTui: yes}                                 ! no boolean to every reader
            stylus: {debug: true, reboot: true}                       ! in brackets
            stylus:|  reboot: true                                    ! nothing would be left
            stylus:|  debug: true|  reboot: true|install: {auto: true} ! into brackets
            stylus:|  debug: true|  reboot: true|install:|  poweroff: true ! of both only one may be there
            stylus:|  debug: true|  reboot: >-|    true|              ! on several lines
            stylus: {imageOverride: a}                                ! no rule
            stylus: {site: {network: {type: dhcp}}}                   ! no name of the interface
            a: &a {installationMode: airgap}|stylus: *a               ! shared
            stylus: &a {installationMode: airgap}|b: *a               ! shared
            a: &a {installationMode: airgap}|stylus: {<<: *a}         ! merged in
            stylus:|  debug: true|  reboot: true|a: "b"|...           ! the document has ended
            """)
    void ofWhenAPersonMustDecideChangesNothingAndSaysSo(String before, String why) {
        UserDataFix fix = fix(lines(before));

        assertThat(text(fix)).as(why).isEqualTo(lines(before));
        assertThat(fix.changes()).isNotEmpty().noneMatch(Change::rewritten);
        assertThat(fix.isChanged()).isFalse();
    }

    /// A literal block without a break at its end would get one from the line behind it.
    @Test
    void ofWhenTheTextEndsInALiteralDoesNotChangeIt() {
        String text = "#cloud-config\nstylus:\n  debug: true\n  reboot: true\na: |\n  text";

        assertThat(text(fix(text))).isEqualTo(text);
    }

    private static String lines(String text) {
        return "#cloud-config\n" + text.replace('|', '\n');
    }

    private static UserDataFix fix(String text) {
        return UserDataFix.of(UserData.of(text.getBytes(StandardCharsets.UTF_8), "test"));
    }

    private static String text(UserDataFix fix) {
        return new String(fix.after().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void diffHidesSecretsAroundWhatChanges() {
        UserDataFix fix = UserDataFix.of(UserData.of(
                "#cloud-config\nstylus:\n  site:\n    edgeHostToken: hush\n    paletteEndPoint: a.example\n"
                        .getBytes(StandardCharsets.UTF_8),
                "f"));

        assertThat(fix.diff("f"))
                .contains("-    paletteEndPoint: a.example\n", "+    paletteEndpoint: a.example\n")
                .doesNotContain("hush");
    }
}
