package dev.slipway.builder.userdata.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserData;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserDataValidationTests {

    private static final String SOUND = """
            #cloud-config
            stylus:
              site:
                paletteEndpoint: api.example.test
            install:
              poweroff: true
            stages:
              initramfs:
                - name: operator account
                  users:
                    operator:
                      ssh_authorized_keys: [ssh-ed25519 AAAA operator]
            """;

    @Test
    void ofWhenAllIsSoundFindsNothing() {
        assertThat(Checked.text(SOUND).findings()).isEmpty();
    }

    @Test
    void ofFindsEverythingInOneGoInTheOrderOfTheText() {
        assertThat(Checked.codes("""
                stylus:
                  debug: maybe
                  site:
                    paletteEndpont: a
                    edgeHostToken: x
                install: 7
                instal: {}
                """))
                .containsExactly(
                        "wrong-type 3:10",
                        "unknown-key 5:5",
                        "token-on-medium 6:5",
                        "wrong-type 7:10",
                        "unknown-key 8:1");
    }

    @Test
    void findingHasPlacePathExpectationAndWhatWasMeant() {
        UserDataValidation validation = Checked.text("#cloud-config\nstylus: {managementMode: locl}\n");

        assertThat(validation.of(Severity.ERROR)).singleElement().satisfies(finding -> {
            assertThat(finding.span().in("f")).isEqualTo("f:2:26");
            assertThat(finding.path()).hasToString("stylus.managementMode");
            assertThat(finding.message()).isEqualTo("'stylus.managementMode' is the text 'locl'");
            assertThat(finding.expected()).contains("one of central, local");
            assertThat(finding.didYouMean()).contains("local");
        });
    }

    @Test
    void unknownKeyWhenItBelongsElsewhereSaysWhere() {
        assertThat(Checked.text("#cloud-config\nstylus: {edgeHostToken: x}\n").findings())
                .anySatisfy(finding -> assertThat(finding.didYouMean()).contains("stylus.site.edgeHostToken"));
    }

    @Test
    void ofWhenHeaderIsMissingGoesOn() {
        assertThat(Checked.text("stylus: 7\n").findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.NO_HEADER, FindingCode.NO_LOGIN, FindingCode.WRONG_TYPE);
    }

    @Test
    void ofWhenKeysStandTwiceTellsEach() {
        assertThat(Checked.codes("install: {}\ninstall: {}\nstylus:\n  debug: true\n  debug: maybe\n"))
                .containsExactly("duplicate-key 3:1", "duplicate-key 6:3");
    }

    @Test
    void ofWhenNotYamlNamesThePlace() {
        assertThat(Checked.codes("a: [1\n")).containsExactly("not-yaml 3:1");
        assertThat(Checked.codes("- a\n")).containsExactly("not-yaml 2:1");
        assertThat(Checked.codes("a: &x [*x]\n")).containsExactly("not-yaml 2:4");
    }

    @Test
    void ofWhenBytesAreNoTextSaysSo() {
        byte[] latin = "#cloud-config\n# \u00e9\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(codeOf(latin)).isEqualTo(FindingCode.NOT_UTF_8);
        assertThat(codeOf(new byte[UserData.SIZE_BYTES_MAX + 1])).isEqualTo(FindingCode.TOO_LARGE);
        assertThat(codeOf("\uFEFF#cloud-config\n".getBytes(UTF_8))).isEqualTo(FindingCode.BYTE_ORDER_MARK);
    }

    private static FindingCode codeOf(byte[] bytes) {
        return UserDataValidation.of(bytes, "u", ValidationContext.UNKNOWN)
                .findings()
                .getFirst()
                .code();
    }

    @Test
    void strictMakesWarningsErrors() {
        String text = SOUND.replace("poweroff", "reboot");
        assertThat(Checked.text(text).hasErrors()).isFalse();
        assertThat(Checked.text(text, ValidationContext.UNKNOWN.strict(true)).of(Severity.ERROR))
                .extracting(Finding::code)
                .containsExactly(FindingCode.INSTALLER_LOOP);
    }

    @Test
    void problemListsAllErrors() {
        Problem problem = Checked.text("#cloud-config\nstylus: 7\ninstall:\n  auto: 1\n")
                .problem()
                .orElseThrow();

        assertThat(problem.where()).contains("user-data:2:9");
        assertThat(problem.what()).isEqualTo("the user-data has 2 errors");
        assertThat(problem.why())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("2:9: 'stylus' is 7; expected a mapping [wrong-type]; 4:9: 'install.auto'"));
        assertThat(Checked.text(SOUND).problem()).isEqualTo(Optional.empty());
    }

    @Test
    void ofWhenAliasesStandForAMillionFaultsEnds() {
        StringBuilder body = new StringBuilder("stages:\n  boot:\n");
        body.append("    - &a {x1: 1, x2: 2, x3: 3, x4: 4, x5: 5, x6: 6, x7: 7, x8: 8, x9: 9}\n");
        body.append("    - *a\n".repeat(900));
        for (int i = 0; i < 2_000; i++) {
            body.append("    - y").append(i).append(": 1\n");
        }
        assertThat(Checked.text("#cloud-config\n" + body).findings()).hasSize(Findings.COUNT_MAX);
    }

    @Test
    void secretsAreNotTold() {
        String secret = "correct horse";
        UserDataValidation validation = Checked.text("""
                #cloud-config
                stylus:
                  registryCredentials:
                    password: [%s]
                  site:
                    edgeHostToken: {a: %s}
                    users: [{name: x, passwd: %s, groups: 5}]
                    registrationURL: ftp://robot:%s@host
                """.formatted(secret, secret, secret, "battery"));

        assertThat(validation.findings())
                .hasSizeGreaterThan(3)
                .allSatisfy(finding -> assertThat(finding.toString()).doesNotContain("horse", "battery"));
    }
}
