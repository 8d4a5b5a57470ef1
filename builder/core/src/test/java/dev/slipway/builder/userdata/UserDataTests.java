package dev.slipway.builder.userdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataTests {

    @Test
    void ofKeepsEveryByte() {
        byte[] bytes = "#cloud-config\n# a comment\r\nstylus: {site: {name: 'Z\u00fcrich'}}\n\n".getBytes(UTF_8);
        assertThat(UserData.of(bytes, "user-data").bytes()).isEqualTo(bytes);
    }

    @Test
    void ofWhenHeaderIsMissingSaysWhatWasFound() {
        assertProblem("stylus: {}\n", "user-data.no-header", "user-data:1:1", "found 'stylus: {}'");
    }

    @Test
    void ofWhenByteOrderMarkIsThereExplainsIt() {
        assertProblem("\uFEFF#cloud-config\n", "user-data.byte-order-mark", "user-data:1:1", "byte order mark");
    }

    @Test
    void ofWhenYamlIsBrokenNamesLineAndColumn() {
        assertProblem("#cloud-config\nstylus:\n  site: [1, 2\n", "user-data.yaml", "user-data:4:1", "expected ','");
    }

    @Test
    void ofWhenKeyStandsTwiceRefuses() {
        assertProblem(
                "#cloud-config\ninstall: {}\ninstall: {}\n",
                "user-data.duplicate-key",
                "user-data:3:1",
                "stands twice");
    }

    @Test
    void ofWhenRootIsListRefuses() {
        assertProblem("#cloud-config\n- a\n", "user-data.no-mapping", "user-data:2:1", "no YAML mapping");
    }

    @Test
    void ofWhenNotUtf8Refuses() {
        byte[] bytes = "#cloud-config\na: \u00e9\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> UserData.of(bytes, "user-data")).hasMessageContaining("not UTF-8");
    }

    @Test
    void readWhenFileIsMissingSaysWhy() {
        assertThatThrownBy(() -> UserData.read(Path.of("does-not-exist")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("user-data.missing"))
                .hasMessageContaining("does-not-exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edgeHostToken: abc | edgeHostToken: ********",
                "edgeHostToken: \"a b\" # why | edgeHostToken: ******** # why",
                "passwd: '$6$x' | passwd: ********",
                "lock_passwd: false | lock_passwd: false",
                "httpProxy: http://me:hunter2@proxy:3128 | httpProxy: http://me:********@proxy:3128",
                "secrets: {a: 1, b: [x, y]} | secrets: {a: ********, b: [********, ********]}",
                "name: token | name: token"
            })
    void maskedHidesSecretsAndKeepsTheRest(String line, String expected) {
        assertThat(UserData.of(("#cloud-config\n" + line + "\n").getBytes(UTF_8), "u")
                        .masked())
                .isEqualTo("#cloud-config\n" + expected + "\n");
    }

    @Test
    void maskedHidesBlockScalars() {
        String text = "#cloud-config\npassword: |\n  one\n  two\nname: x\n";
        assertThat(UserData.of(text.getBytes(UTF_8), "u").masked())
                .isEqualTo("#cloud-config\npassword: ********\nname: x\n");
    }

    @Test
    void maskedHidesPrivateKeys() {
        String text =
                "#cloud-config\nkey: |\n  -----BEGIN RSA PRIVATE KEY-----\n  MIIE\n  -----END RSA PRIVATE KEY-----\n";
        assertThat(UserData.of(text.getBytes(UTF_8), "u").masked()).doesNotContain("MIIE");
    }

    private static void assertProblem(String text, String code, String where, String message) {
        assertThatThrownBy(() -> UserData.of(text.getBytes(UTF_8), "user-data"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(code);
                    assertThat(e.problem().where()).hasValue(where);
                })
                .hasMessageContaining(message);
    }
}
