package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserDataReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AppliedRulesTests {

    private static final ValidationContext SLIPWAY = ValidationContext.UNKNOWN.readBy(UserDataReader.SLIPWAY);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stages: {boot: [{name: a, commands: [x]}]}                                              |
            stages: {rootfs.before: [{name: a}], fs.after: [{name: b}], reconcile: [{name: c}]}     |
            stages: {initramfs: [{name: a, if: x, if_files: {all: [/a]}, only_os: debian}]}         |
            stages: {after-install: [{name: a, git: {url: x}}]}                                     | 2:10
            stages: {after-install.before: [{name: a}]}                                             | 2:10
            stages: {boot: [{name: a, git: {url: x}, layout: {}}]}                                  | 2:27 2:42
            stages: {boot: [{name: a, downloads: [{path: /a, url: x}], packages: {}}]}              | 2:27 2:60
            stages: {boot: [{name: a, datasource: {providers: [aws]}}]}                             | 2:27
            stages: {boot: [{name: a, users: {u: {ssh_authorized_keys: ['github:u', ssh-rsa A]}}}]} | 2:61
            stages: {boot: [{name: a, authorized_keys: {root: ['gh:u', 'GitLab:u']}}]}              | 2:52 2:60
            stylus: {site: {users: [{name: u, ssh_authorized_keys: ['github:u']}]}}                 | 2:57
            runcmd: [a]                                                                             |
            snap: {commands: [a]}                                                                   | 2:1
            config_url: 'http://a'                                                                  | 2:1
            install: {poweroff: true}                                                               |
            """)
    void whatIsNotAppliedIsFoundWithItsPlace(String body, String places) {
        assertThat(Checked.codes(body + "\n", SLIPWAY))
                .containsExactlyElementsOf(
                        places == null
                                ? List.of()
                                : Arrays.stream(places.split(" "))
                                        .map("not-applied "::concat)
                                        .toList());
    }

    @Test
    void whatNobodyKnowsIsToldOnce() {
        assertThat(Checked.codes("stages: {boot: [{name: a, comands: [x]}], bot: [{name: b}]}\nstyles: {}\n", SLIPWAY))
                .hasSize(3)
                .allSatisfy(code -> assertThat(code).startsWith("unknown-key "));
    }

    @ParameterizedTest
    @EnumSource(names = "SLIPWAY", mode = EnumSource.Mode.EXCLUDE)
    void otherReadersAreNotMeasuredByTheReferenceBase(UserDataReader reader) {
        assertThat(Checked.codes("stages: {after-install: [{name: a}]}\n", ValidationContext.UNKNOWN.readBy(reader)))
                .noneMatch(code -> code.startsWith("not-applied"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stages: {initramfs: [{name: a, users: {u: {passwd: $6$a$b}}}]} | false
            stylus: {site: {users: [{name: u, passwd: $6$a$b}]}}           | false
            users: [{name: u, passwd: $6$a$b}]                             | true
            users: [{name: u, passwd: $6$a$b, lock_passwd: false}]         | false
            """)
    void usersOfStepsAndOfTheSiteCanLogIn(String body, boolean nobody) {
        assertThat(Checked.text("#cloud-config\n" + body + "\n", SLIPWAY).findings().stream()
                        .anyMatch(finding -> finding.code() == FindingCode.NO_LOGIN))
                .isEqualTo(nobody);
    }

    @Test
    void everythingThatTheBaseAppliesIsKnownToTheSchema() {
        AppliedStages applied = AppliedStages.ofTheBase();
        String stages = String.join(
                ", ",
                applied.stages().stream()
                        .map(stage -> stage + ": [{name: " + stage + "}]")
                        .toList());
        assertThat(Checked.codes("stages: {%s}\n".formatted(stages), SLIPWAY)).isEmpty();
        String keys = String.join(
                ", ", applied.stepKeys().stream().map(key -> key + ": ").toList());
        assertThat(Checked.codes("stages: {boot: [{%s}]}\n".formatted(keys), SLIPWAY))
                .noneMatch(code -> code.startsWith("unknown-key"));
    }
}
