package dev.slipway.builder.userdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreseedTests {

    static final String SOUND = """
            #_preseed_V1
            # a comment \\
            d-i debian-installer/locale string en_US

            d-i passwd/root-login boolean false
            d-i passwd/user-password-crypted password $6$salt$hash
            d-i\tpkgsel/include string openssh-server \\
                curl
            popularity-contest popularity-contest/participate boolean false
            d-i preseed/late_command string in-target sh -c 'echo a b'
            d-i netcfg/get_domain string
            """;

    @Test
    void parseReadsAnswersOfOneAndOfMoreLines() {
        assertThat(Preseed.parse(SOUND, "f").answers())
                .contains(
                        new Preseed.Answer("d-i", "debian-installer/locale", "string", "en_US", 3),
                        new Preseed.Answer("d-i", "pkgsel/include", "string", "openssh-server     curl", 7),
                        new Preseed.Answer(
                                "popularity-contest", "popularity-contest/participate", "boolean", "false", 9),
                        new Preseed.Answer("d-i", "netcfg/get_domain", "string", "", 11))
                .hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "d-i netcfg/get_hostname, owner",
        "netcfg/get_hostname=shop, owner",
        "d-i netcfg/get_hostname strng shop, 'strng'",
        "d-i passwd/root-login boolean no, true or false",
    })
    void parseWhenLineIsNoAnswerNamesIt(String line, String why) {
        assertThatThrownBy(() -> Preseed.parse("#_preseed_V1\n" + line + "\n", "f"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().where()).contains("f:2:1");
                    assertThat(e.problem().why().orElseThrow()).contains(why);
                });
    }

    @Test
    void maskedHidesSecretsOnly() {
        String masked = Preseed.masked(SOUND + "d-i mirror/http/proxy string http://me:pw@proxy:3128/\n");

        assertThat(masked)
                .contains("d-i passwd/user-password-crypted password ********\n")
                .contains("string http://me:********@proxy:3128/")
                .contains("d-i debian-installer/locale string en_US\n")
                .contains("openssh-server \\\n    curl\n")
                .doesNotContain("$6$", "pw@");
    }

    @ParameterizedTest
    @CsvSource({
        "'#_preseed_V1\n', true",
        "'# mine\nd-i debian-installer/locale string C\n', true",
        "'#cloud-config\nusers: []\n', false",
        "'', false",
    })
    void isOneTellsPreseedFiles(String text, boolean expected) {
        assertThat(Preseed.isOne(text)).isEqualTo(expected);
    }
}
