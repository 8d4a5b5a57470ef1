package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserDataReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the pages in `docs/findings` do not show: the borders of each rule.
class RulesTests {

    private static final String NETWORK = "stylus: {site: {network: %s}}\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {interfaces: {eth0: {type: static, ipAddress: 10.0.0.2/24, gateway: 10.0.0.1}}}                |
            {interfaces: {eth0: {type: static, ipAddress: 10.0.0.2, mask: 24, gateway: 10.0.0.1}}}         |
            {interfaces: {eth0: {type: dhcp}}}                                                             |
            {interfaces: {eth0: {type: static}}}                                                           | ipAddress and gateway and mask
            {interfaces: {eth0: {type: static, ipAddress: 10.0.0.2/24}}}                                   | lacks gateway
            {interfaces: {eth0: {type: static, ipAddress: '', mask: 24, gateway: 10.0.0.1}}}               | lacks ipAddress
            {type: static, ipAddress: 10.0.0.2, gateway: 10.0.0.1}                                         | lacks mask
            """)
    void staticNetworksAreComplete(String network, String missing) {
        var found = Checked.text("#cloud-config\n" + NETWORK.formatted(network)).findings().stream()
                .filter(finding -> finding.code() == FindingCode.INCOMPLETE_STATIC_NETWORK)
                .toList();
        if (missing == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).endsWith(missing));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {httpProxy: 'http://p'}                                     | true
            {httpsProxy: 'http://p', noProxy: ''}                       | true
            {httpProxy: 'http://p', noProxy: 'localhost,.example.test'} | true
            {httpProxy: 'http://p', noProxy: '10.0.0.0/8'}              | false
            {httpProxy: '', noProxy: ''}                                | false
            {noProxy: localhost}                                        | false
            """)
    void proxyNeedsRangesPastIt(String network, boolean found) {
        assertThat(Checked.codes(NETWORK.formatted(network)).stream()
                        .anyMatch(code -> code.startsWith("proxy-without-no-proxy")))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stages: {initramfs: [{name: a, users: {u: {passwd: $6$a$b}}}]}                            | false
            stages: {initramfs: [{name: a, users: {u: {passwd: $6$a$b, lock_passwd: true}}}]}         | true
            stages: {initramfs: [{name: a, users: {u: {groups: [sudo]}}}]}                            | true
            stages: {initramfs: [{name: a, users: {u: {ssh_authorized_keys: []}}}]}                   | true
            stages: {boot: [{name: a, authorized_keys: {root: [ssh-ed25519 A]}}]}                     | false
            stylus: {site: {users: [{name: u, passwd: $6$a$b}]}}                                      | false
            users: [{name: u, passwd: $6$a$b}]                                                        | false
            users: [default]                                                                          | true
            ssh_authorized_keys: [ssh-ed25519 A]                                                      | false
            chpasswd: {list: 'root:x'}                                                                | false
            autoinstall: {identity: {username: u}}                                                    | false
            hostname: x                                                                               | true
            """)
    void somebodyCanLogIn(String body, boolean nobody) {
        assertThat(Checked.text("#cloud-config\n" + body + "\n").findings().stream()
                        .anyMatch(finding -> finding.code() == FindingCode.NO_LOGIN))
                .isEqualTo(nobody);
    }

    @Test
    void cloudInitLocksPasswordsUnlessItIsToldOtherwise() {
        var context = ValidationContext.UNKNOWN.readBy(UserDataReader.CLOUD_INIT);
        String user = "#cloud-config\nusers: [{name: u, passwd: $6$a$b%s}]\n";
        assertThat(Checked.text(user.formatted(""), context).findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.NO_LOGIN);
        assertThat(Checked.text(user.formatted(", lock_passwd: false"), context).findings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "$6$salt$hash, false",
        "$y$j9T$salt$hash, false",
        "!$6$salt$hash, false",
        "'*', false",
        "secret, true",
        "$ecret, true",
        "1234, true"
    })
    void passwordIsAHash(String password, boolean plain) {
        assertThat(Checked.codes("users: [{name: u, passwd: '%s'}]\n".formatted(password)))
                .isEqualTo(plain ? java.util.List.of("plain-password 2:19") : java.util.List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "$random, ''",
        "store-7_a, fixed-name",
        "a.b, fixed-name host-id-characters",
        "a b, fixed-name host-id-characters",
        "'', ''"
    })
    void hostIdIsWhatRegistrationTakes(String name, String codes) {
        assertThat(Checked.codes("stylus: {site: {name: '%s'}}\n".formatted(name)).stream()
                        .map(code -> code.split(" ", -1)[0]))
                .containsExactly(codes.isEmpty() ? new String[0] : codes.split(" ", -1));
    }

    @Test
    void hostIdHasAtMost128Characters() {
        var one = ValidationContext.UNKNOWN.forSingleHost(true);
        assertThat(Checked.codes("stylus: {site: {name: %s}}\n".formatted("a".repeat(128)), one))
                .isEmpty();
        assertThat(Checked.codes("stylus: {site: {name: %s}}\n".formatted("a".repeat(129)), one))
                .containsExactly("host-id-too-long 2:23");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            debug: yes                                    | wrong-type
            featureGate: yes                              | yaml-1-1
            featureGate: 'yes'                            |
            site: {tags: {a: 010}}                        | wrong-type
            site: {tags: {a: 12:30}}                      | yaml-1-1
            site: {tags: {on: x}}                         | yaml-1-1
            """)
    void yaml11IsToldUnlessTheValueIsWrongAnyway(String stylus, String code) {
        assertThat(Checked.codes("stylus:\n  %s\n".formatted(stylus)).stream().map(found -> found.split(" ", -1)[0]))
                .containsExactly(code == null ? new String[0] : new String[] {code});
    }

    @ParameterizedTest
    @CsvSource({
        "0644,''",
        "644,decimal-permissions",
        "'\"0644\"',''",
        "420,decimal-permissions",
        "0o644,''",
        "1755,decimal-permissions"
    })
    void permissionsAreOctal(String permissions, String code) {
        assertThat(
                        Checked.codes("stages: {boot: [{files: [{path: /a, permissions: %s}]}]}\n"
                                        .formatted(permissions))
                                .stream()
                                .map(found -> found.split(" ", -1)[0]))
                .containsExactly(code.isEmpty() ? new String[0] : new String[] {code});
    }

    @Test
    void flavourIgnoresWhatItsReaderDoesNotKnow() {
        String body = "stages: {}\nusers: []\nbootcmd: []\nwrite_files: []\n";
        assertThat(Checked.codes(body, ValidationContext.UNKNOWN.readBy(UserDataReader.KAIROS)))
                .containsExactly("ignored-by-flavour 4:1");
        assertThat(Checked.codes(body, ValidationContext.UNKNOWN.readBy(UserDataReader.CLOUD_INIT)))
                .containsExactly("ignored-by-flavour 2:1");
        assertThat(Checked.codes(body)).isEmpty();
        String autoinstall = "autoinstall: {}\nusers: []\n";
        assertThat(Checked.codes(autoinstall, ValidationContext.UNKNOWN.readBy(UserDataReader.SUBIQUITY)))
                .isEmpty();
        assertThat(Checked.codes(autoinstall, ValidationContext.UNKNOWN.readBy(UserDataReader.CLOUD_INIT)))
                .containsExactly("ignored-by-flavour 2:1");
        assertThat(Checked.codes(autoinstall, ValidationContext.UNKNOWN.readBy(UserDataReader.PRESEED)))
                .containsExactly("ignored-by-flavour 2:1", "ignored-by-flavour 3:1");
    }

    @Test
    void oldSpellingsCountAsWhatTheyMean() {
        assertThat(Checked.codes("stylus: {installationMode: airgap, enableMultiNode: true}\n"))
                .containsExactly("old-spelling 2:10");
        assertThat(Checked.codes("stylus: {site: {PaletteEndPoint: x}}\n")).containsExactly("old-spelling 2:17");
        assertThat(Checked.codes("stylus: {reboot: true}\n"))
                .containsExactly("old-spelling 2:10", "installer-loop 2:10");
    }

    @Test
    void mergedKeysAreCheckedToo() {
        assertThat(Checked.codes("stages:\n  boot:\n    - &a {name: x, hostnam: q}\n    - {<<: *a, name: z}\n"))
                .containsExactly("unknown-key 4:20");
    }

    @Test
    void stagesMayHaveBeforeAndAfter() {
        assertThat(Checked.codes("stages: {boot.before: [], reconcile.after: [], boot.during: []}\n"))
                .containsExactly("unknown-key 2:48");
    }
}
