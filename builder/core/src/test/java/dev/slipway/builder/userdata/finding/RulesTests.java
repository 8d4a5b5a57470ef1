package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserDataReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
            {interfaces: {a: {type: static, ipAddress: 10.0.0.2/24, gateway: 10.0.0.1}, b: {type: static, ipAddress: 10.1.0.2/24}}} |
            {interfaces: {eth0: {type: static}}}                                                           | no address; interface 'eth0' is static and has no gateway
            {interfaces: {eth0: {type: static, ipAddress: 10.0.0.2/24}}}                                   | no gateway
            {interfaces: {eth0: {type: static, ipAddress: '', mask: 24, gateway: 10.0.0.1}}}               | no address
            {type: static, ipAddress: 10.0.0.2, gateway: 10.0.0.1}                                         | no mask
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

    /// The flow mapping of the network begins at 2:26.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {interfaces: {eth0: {type: static, ipAddress: 10.0.0.0/24, gateway: 10.0.0.1}}}       | unusable-address 2:72 interfaces.eth0.ipAddress
            {interfaces: {eth0: {type: static, ipAddress: 10.0.0.2/24, gateway: 10.0.1.1}}}       | unreachable-gateway 2:94 interfaces.eth0.gateway
            {interfaces: {eth0: {type: dhcp, ipAddress: 10.0.0.2/24}}}                            | static-beside-dhcp 2:70 interfaces.eth0.ipAddress
            {interfaces: {e/0: {type: dhcp}}}                                                     | interface-name 2:40 interfaces.e/0
            {interfaces: {eth0: {type: dhcp, nameserver: [10.0.0.53, 10.0.0.54]}}}                |
            {interfaces: {eth0: {type: dhcp, nameserver: [10.0.0.53, router]}}}                   | wrong-value 2:83 interfaces.eth0.nameserver[1]
            {interfaces: {eth0: {type: static}}}                                                  | incomplete-static-network 2:46 interfaces.eth0
            """)
    void issuesOfTheNetworkAreFindingsAtTheirKeys(String network, String expected) {
        var found = Checked.text("#cloud-config\n" + NETWORK.formatted(network)).findings().stream()
                .filter(finding -> finding.code() != FindingCode.NO_LOGIN)
                .map(finding -> "%s %d:%d %s"
                        .formatted(
                                finding.code().code(),
                                finding.span().line(),
                                finding.span().column(),
                                finding.path().toString().replace("stylus.site.network.", "")));
        assertThat(found).containsExactlyElementsOf(expected == null ? List.of() : List.of(expected));
    }

    /// What the schema tells is told once, in its words.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {interfaces: {eth0: {type: static, ipAddress: router/24, gateway: 10.0.0.1}}}   | wrong-value
            {interfaces: {eth0: {type: fixed}}}                                             | wrong-value
            {interfaces: {eth0: {type: 5}}}                                                 | wrong-type
            {interfaces: {eth0: {type: static, ipAddress: 10.1, gateway: 10.0.0.1}}}        | wrong-type
            {interfaces: [eth0]}                                                            | wrong-type
            """)
    void whatTheSchemaTellsIsToldOnce(String network, String code) {
        assertThat(Checked.codes(NETWORK.formatted(network)))
                .singleElement()
                .satisfies(found -> assertThat(found).startsWith(code + " "));
    }

    @ParameterizedTest
    @CsvSource({"24, WARNING", "255.255.255.0, WARNING", "16, ERROR", "no, ERROR"})
    void maskBesidePrefixWeighsMoreWhereTheTwoDiffer(String mask, Severity severity) {
        String network = "{interfaces: {eth0: {type: static, ipAddress: 10.0.0.2/24, mask: '%s', gateway: 10.0.0.1}}}"
                .formatted(mask);
        assertThat(Checked.text("#cloud-config\n" + NETWORK.formatted(network))
                        .only(FindingCode.MASK_BESIDE_CIDR)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(severity));
    }

    @Test
    @Timeout(20)
    void aliasesOfOneInterfaceAreCheckedInTimeThatGrowsWithThem() {
        StringBuilder aliases =
                new StringBuilder("x: &x {type: static, ipAddress: a}\nstylus: {site: {network: {interfaces: {");
        for (int i = 0; i < 40_000; i++) {
            aliases.append("e").append(i).append(": *x, ");
        }
        assertThat(Checked.codes(aliases.append("}}}}\n").toString())).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {httpProxy: 'http://p'}                                     | true
            {httpsProxy: 'http://p', noProxy: ''}                       | true
            {httpProxy: 'http://p', noProxy: 'localhost,.example.test'} | true
            {httpProxy: 'http://p', noProxy: '8.8.8.0/24'}              | true
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
