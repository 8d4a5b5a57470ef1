package dev.slipway.builder.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueRenderingTests {

    private static final String PASSWORD = "correct horse: \"battery\" #staple";

    @TempDir
    private Path folder;

    @Test
    void groupsWinOverDefaultsAndTheSiteOverAll() throws IOException {
        write("user-data.ftl", "#cloud-config\nntp: ${ntp}\nzone: ${zone}\nnet: ${net}\nraw: ${(gone)!\"no\"}\n");

        assertThat(userData("""
                user-data: user-data.ftl
                defaults: {ntp: [a, b], zone: UTC, net: {mtu: 1500, dns: [x]}, gone: 1}
                groups:
                  one: {zone: Europe/Paris, net: {mtu: 9000}}
                  two: {zone: Europe/Oslo}
                sites:
                  - {name: a, groups: [one, two], ntp: [c], net: {dns: [y, z]}, gone: null}
                """)).isEqualTo("""
                        #cloud-config
                        ntp: ["c"]
                        zone: "Europe/Oslo"
                        net: {"mtu": 9000, "dns": ["y", "z"]}
                        raw: "no"
                        """);
    }

    @Test
    void overlaysAreMergedInTheirOrder() throws IOException {
        write("user-data.ftl", "#cloud-config\nhostname: ${name}\npackages: [a]\n");
        write("overlays/one.yaml", "#cloud-config\npackages: [\"of-${name}\"]\nlocale: C\n");

        assertThat(userData("""
                user-data: user-data.ftl
                defaults: {overlay: {packages: [of-defaults]}}
                groups:
                  one: {overlay: overlays/one.yaml}
                sites:
                  - {name: a, groups: one, overlay: {locale: de_DE.UTF-8, hostname: b}}
                """)).isEqualTo("""
                        #cloud-config
                        hostname: "b"
                        packages:
                          - a
                          - of-defaults
                          - "of-a"
                        locale: de_DE.UTF-8
                        """.replace("\"b\"", "b"));
    }

    @Test
    void undefinedValueNamesSiteKeyAndPlace() throws IOException {
        write("user-data.ftl", "#cloud-config\na: ${gateway}\nb: ${dns.first}\n");
        CatalogueRendering rendering =
                rendering("user-data: user-data.ftl\nsites:\n  - {name: a}\n  - {name: b, gateway: x}\n");

        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> rendering.render(site(rendering, "a")));
        assertThat(problem.problem().why().orElseThrow())
                .contains("a: user-data: there is no value 'gateway' (user-data.ftl:2:6) [site.undefined]")
                .contains("a: user-data: there is no value 'dns' (user-data.ftl:3:6) [site.undefined]");
        assertThatThrownBy(() -> rendering.render(site(rendering, "b")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("site 'b': user-data: there is no value 'dns' (user-data.ftl:3:6)");
    }

    @Test
    void secretsStandInTheFileAndNowhereElse() throws IOException {
        write("user-data.ftl", """
                #cloud-config
                wifi: {"a b": ${psk}}
                write_files:
                  - content: |
                      key = ${token}
                """);
        write("psk", PASSWORD + "\n");
        CatalogueRendering rendering = rendering("""
                user-data: user-data.ftl
                defaults:
                  psk: {secret: {file: psk}}
                  token: {secret: {command: [sh, -c, "echo ran >> runs; printf %s-token {site}"]}}
                sites: [{name: munich-01}]
                """);
        Site site = site(rendering, "munich-01");

        SiteContent content = rendering.render(site);
        rendering.render(site);

        assertThat(text(content)).isEqualTo("""
                #cloud-config
                wifi: {"a b": "correct horse: \\"battery\\" #staple"}
                write_files:
                  - content: |
                      key = munich-01-token
                # slipway-secret: /wifi/a%20b /write_files/0/content
                """);
        assertThat(content.userData().masked())
                .isEqualTo(BootConfiguration.masked(content.userData().bytes()))
                .contains("********", "# slipway-secret:")
                .doesNotContain("horse", "munich-01-token");
        assertThat(rendering.secretNames(site)).containsExactly("psk", "token");
        assertThat(rendering.inputs()).containsOnlyKeys("sites.yaml", "user-data.ftl");
        assertThat(Files.readString(folder.resolve("runs"))).isEqualTo("ran\n");
        assertThat(new Secret(PASSWORD).toString()).doesNotContain("horse");
    }

    @Test
    void secretInACommentOrAKeyIsAnError() throws IOException {
        for (String template : List.of("# ${psk}\na: b\n", "a: b # ${psk}\n", "${psk}: a\n")) {
            write("user-data.ftl", "#cloud-config\n" + template);
            CatalogueRendering rendering = rendering(
                    "user-data: user-data.ftl\nsites: [{name: a, psk: {secret: {env: PSK}}}]\n",
                    Map.of("PSK", "swordfish"));
            assertThatThrownBy(() -> rendering.render(site(rendering, "a")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("a secret stands in a key or a comment")
                    .hasMessageNotContaining("swordfish");
        }
    }

    @Test
    void preseedNamesTheQuestionsOfSecrets() throws IOException {
        write(
                "preseed.ftl",
                "#_preseed_V1\nd-i netcfg/wireless_wpa string ${psk}\nd-i netcfg/get_hostname string ${name}\n");
        CatalogueRendering rendering = rendering(
                "user-data: preseed.ftl\nsites: [{name: a, psk: {secret: {env: PSK}}}]\n", Map.of("PSK", "swordfish"));

        SiteContent content = rendering.render(site(rendering, "a"));

        assertThat(text(content)).endsWith("string a\n# slipway-secret: netcfg/wireless_wpa\n");
        assertThat(BootConfiguration.masked(content.userData().bytes()))
                .contains("d-i netcfg/wireless_wpa string ********")
                .doesNotContain("swordfish");
    }

    @Test
    void secretThatCannotBeHadNamesItsSourceAndNothingThatItSays() throws IOException {
        write("user-data.ftl", "#cloud-config\na: ${token}\n");
        Map<String, String> sources = Map.of(
                "{env: MISSING}", "the environment variable MISSING: it is not set",
                "{env: SHORT}", "the environment variable SHORT: it is shorter than 4 characters",
                "{file: missing}", "the file missing: there is no such file",
                "{command: [sh, -c, 'echo hunter2 >&2; echo hunter2; exit 7']}",
                        "the command sh: it ended with exit status 7",
                "{command: [/no/such/program]}", "the command /no/such/program: it cannot be started",
                "{command: [sh, -c, 'head -c 70000 /dev/zero']}", "the command sh: it is larger than 64 KiB",
                "{command: [printf, 'a\\033b and more']}", "the command printf: it holds a control character");
        sources.forEach((source, message) -> {
            CatalogueRendering rendering = rendering(
                    "user-data: user-data.ftl\nsites: [{name: a, token: {secret: %s}}]\n".formatted(source),
                    Map.of("SHORT", "abc", "PATH", System.getenv("PATH")));
            assertThatThrownBy(() -> rendering.render(site(rendering, "a")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("a secret cannot be had from " + message)
                    .hasMessageNotContaining("hunter2");
        });
    }

    @Test
    void findingsOfTheRenderedTextTellNoSecret() throws IOException {
        write("user-data.ftl", "#cloud-config\ninstall: {poweroff: ${flag}, reboot: ${psk}}\nlocale: ${psk?number}\n");
        String catalogue = "user-data: user-data.ftl\nsites: [{name: a, flag: true, psk: {secret: {env: PSK}}}]\n";
        CatalogueRendering quoting = rendering(catalogue, Map.of("PSK", "swordfish"));
        assertThatThrownBy(() -> quoting.render(site(quoting, "a")))
                .hasMessageContaining("user-data.ftl:3")
                .hasMessageNotContaining("swordfish");

        write("user-data.ftl", "#cloud-config\ninstall: {poweroff: ${psk}}\nusers: [{name: a}]\n");
        CatalogueRendering rendering = rendering(catalogue, Map.of("PSK", "swordfish"));
        Site site = site(rendering, "a");
        List<SiteFinding> findings = rendering.check(site, rendering.render(site), ValidationContext.UNKNOWN);
        assertThat(findings)
                .extracting(SiteFinding::line)
                .anySatisfy(line -> assertThat(line).contains("sites.yaml:2:9: a: user-data:2:21: ", "[wrong-type]"))
                .noneSatisfy(line -> assertThat(line).contains("swordfish"));
    }

    @Test
    void fingerprintTellsWhatDecidesTheContent() throws IOException {
        write("user-data.ftl", "#cloud-config\n<#include 'part.ftl'>");
        write("part.ftl", "a: ${x}\n");
        String catalogue = "user-data: user-data.ftl\nsites: [{name: a, x: 1}, {name: b, x: {secret: {env: X}}}]\n";
        CatalogueRendering first = rendering(catalogue, Map.of("X", "long enough"));
        byte[] a = first.fingerprint(site(first, "a"));
        byte[] b = first.fingerprint(site(first, "b"));

        CatalogueRendering same = rendering("# moved\n" + catalogue, Map.of("X", "long enough too"));
        assertThat(same.fingerprint(site(same, "a"))).isEqualTo(a);
        assertThat(same.fingerprint(site(same, "b"))).isNotEqualTo(b);

        CatalogueRendering value = rendering(catalogue.replace("x: 1", "x: '1'"), Map.of("X", "long enough"));
        assertThat(value.fingerprint(site(value, "a"))).isNotEqualTo(a);
        assertThat(value.fingerprint(site(value, "b"))).isEqualTo(b);

        write("part.ftl", "b: ${x}\n");
        CatalogueRendering template = rendering(catalogue, Map.of("X", "long enough"));
        assertThat(template.fingerprint(site(template, "a"))).isNotEqualTo(a);
    }

    @Test
    void networkConfigAndMetaDataAreMappings() throws IOException {
        write("user-data.ftl", "#cloud-config\n");
        write("network-config.ftl", "version: 2\nwifis: {w: {password: ${psk}, mtu: ${mtu}}}\n");
        write("meta-data.ftl", "- ${name}\n");
        String catalogue = """
                user-data: user-data.ftl
                network-config: network-config.ftl
                sites: [{name: a, mtu: 1500, psk: {secret: {env: PSK}}}]
                """;
        CatalogueRendering rendering = rendering(catalogue, Map.of("PSK", "swordfish"));
        SiteContent content = rendering.render(site(rendering, "a"));
        assertThat(new String(content.networkConfig().orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("""
                version: 2
                wifis: {w: {password: "swordfish", mtu: 1500}}
                # slipway-secret: /wifis/w/password
                """);
        assertThat(content.metaData()).isEmpty();

        CatalogueRendering wrong = rendering("meta-data: meta-data.ftl\n" + catalogue, Map.of("PSK", "swordfish"));
        assertThatThrownBy(() -> wrong.render(site(wrong, "a"))).hasMessageContaining("meta-data:1:1: ");
    }

    @Test
    void templatesThatCannotBeReadAreToldTogether(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.writeString(elsewhere.resolve("x.ftl"), "#cloud-config\n");
        Files.createSymbolicLink(folder.resolve("link.ftl"), outside);
        write("broken.ftl", "a: ${");

        assertThatThrownBy(() -> rendering("""
                user-data: link.ftl
                network-config: broken.ftl
                meta-data: ../x.ftl
                sites: [{name: a, overlay: missing.yaml}, {name: b, overlay: /etc/passwd}]
                """))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the catalogue has 5 errors")
                .hasMessageContaining("sites.yaml:1:12: 'link.ftl' leads out of the folder")
                .hasMessageContaining("sites.yaml:2:17: broken.ftl:1:")
                .hasMessageContaining("sites.yaml:4:28: there is no file 'missing.yaml'")
                .hasMessageContaining("sites.yaml:4:62: '/etc/passwd' leads out of the catalogue's folder");
    }

    @Test
    void validationTellsEverySite() throws IOException {
        write("user-data.ftl", "#cloud-config\ninstall: {poweroff: ${off}}\n");
        StringBuilder catalogue = new StringBuilder("user-data: user-data.ftl\nsites:\n");
        for (int i = 0; i < 300; i++) {
            catalogue.append("  - {name: s-%d, off: %s}\n".formatted(i, i % 3 == 0 ? "maybe" : "true"));
        }
        Path file = Files.writeString(folder.resolve("sites.yaml"), catalogue);

        SitesValidation validation = SitesValidation.of(file, SiteTemplates.NONE, Map.of(), ValidationContext.UNKNOWN);

        assertThat(validation.sites()).isEqualTo(300);
        assertThat(validation.findings().stream().filter(SiteFinding::isError))
                .hasSize(100)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("wrong-type"));
        assertThat(validation.findings().stream().filter(SiteFinding::isError).findFirst())
                .hasValueSatisfying(
                        first -> assertThat(first.line()).contains("sites.yaml:3:5: s-0: user-data:2:21: "));
    }

    private String userData(String catalogue) throws IOException {
        CatalogueRendering rendering = rendering(catalogue);
        return text(rendering.render(site(rendering, "a")));
    }

    private static String text(SiteContent content) {
        return new String(content.userData().bytes(), StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private CatalogueRendering rendering(String catalogue) {
        return rendering(catalogue, Map.of("PATH", System.getenv("PATH")));
    }

    private CatalogueRendering rendering(String catalogue, Map<String, String> environment) {
        try {
            write("sites.yaml", catalogue);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return CatalogueRendering.of(catalogue(), environment);
    }

    private Catalogue catalogue() {
        return Catalogue.read(folder.resolve("sites.yaml"));
    }

    private Site site(CatalogueRendering rendering, String name) {
        assertThat(rendering.inputs()).containsKey("sites.yaml");
        return catalogue().find(name).orElseThrow();
    }
}
