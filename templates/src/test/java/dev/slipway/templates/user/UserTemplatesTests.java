package dev.slipway.templates.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTemplatesTests {

    private static final Map<String, Object> VALUES = Map.of(
            "name",
            "munich-01",
            "text",
            "a\"b: #c",
            "lines",
            "one\n  two\n",
            "vlan",
            42,
            "price",
            new BigDecimal("1.50"),
            "flag",
            true,
            "list",
            List.of("a", "b\"c", 3),
            "map",
            Map.of("key", List.of(true)),
            "backslash",
            "x\\");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '~',
            value = {
                "a: ${name}|a: \"munich-01\"",
                "a: ${text}|a: \"a\\\"b: #c\"",
                "a: \"at ${text}\"|a: \"at a\\\"b: #c\"",
                "a: 'at ${text}'|a: 'at a\"b: #c'",
                "- ${vlan}|- 42",
                "a: ${price}|a: 1.50",
                "a: ${vlan + 1}|a: 43",
                "a: \"vlan ${vlan}\"|a: \"vlan 42\"",
                "a: ${\"vlan \" + vlan}|a: \"vlan 42\"",
                "a: ${flag}|a: true",
                "a: ${list}|a: [\"a\", \"b\\\"c\", 3]",
                "a: ${map}|a: {\"key\": [true]}",
                "a: [${name}, ${vlan}]|a: [\"munich-01\", 42]",
                "{a: ${name}}|{a: \"munich-01\"}",
                "${name}: x|\"munich-01\": x",
                "a: x # ${name}|a: x # munich-01",
                "a: <#if flag>yes<#else>no</#if>|a: yes",
            })
    void valueIsWrittenAsItsPlaceNeedsIt(String template, String expected) throws Exception {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void blockTakesLinesAsFarInAsTheyStand() throws Exception {
        assertThat(render("a: |\n    ${lines}\n    by ${name}\nb: ${name}\n"))
                .isEqualTo("a: |\n    one\n      two\n    by munich-01\nb: \"munich-01\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: edge-${name}",
                "a: ${name}.example.com",
                "a: ${name} ${name}",
                "a: \"\\${name}\"",
                "a: |\n  by ${lines}",
                "a: >\n  ${lines}",
                "a: |\n  ${\" x\"}",
                "a: more\n  ${name}",
                "# ${lines}",
                "a: 'x ${lines}'",
                "a: \"${list}\"",
                "a: -${name}",
                "a: &${name} x",
                "<#assign x>y ${name}</#assign>",
                "<#compress>a: ${name}</#compress>",
                "#_preseed_V1\nd-i a/b string ${lines}",
                "#_preseed_V1\nd-i a/b string ${backslash}\nd-i c/d string x",
                "#_preseed_V1\nd-i a/b string ${list}",
            })
    void valueThatWouldBecomeSomethingElseIsRefused(String template) throws Exception {
        List<TemplateFailure> failures = failures(template);

        assertThat(failures.getFirst().kind()).isEqualTo(TemplateFailure.Kind.PLACE);
        assertThat(failures.getFirst().line()).isPositive();
        assertThat(failures.getFirst().column()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: ${text?no_esc}",
                "<#noautoesc>a: ${text}</#noautoesc>",
                "<#outputformat 'plainText'>a: ${text}</#outputformat>",
                "<#outputformat 'HTML'>a: ${text}</#outputformat>",
                "<#ftl output_format='plainText'>a: ${text}",
                "<#ftl auto_esc=false>a: ${text}",
                "<@text?interpret />",
                "<#attempt>a: ${text}<#recover></#attempt>",
                "a: ${.now?string('yyyy')}",
                "<#include name>",
                "<#include 'missing.ftl'>",
                "<#include \"a\" + name>",
                "a: ${",
            })
    void wayAroundTheQuotesIsNoTemplate(String template) throws Exception {
        assertThat(failures(template).getFirst().kind()).isEqualTo(TemplateFailure.Kind.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: ${'freemarker.template.utility.Execute'?new()('id')}",
                "a: ${text?api.class}",
                "a: ${text.class}",
                "a: ${vlan == 42}",
            })
    void javaIsOutOfReach(String template) throws Exception {
        assertThat(failures(template).getFirst().kind()).isEqualTo(TemplateFailure.Kind.VALUE);
    }

    @Test
    void undefinedValuesAreToldTogetherWithTheirPlaces() throws Exception {
        assertThat(failures("a: ${gateway}\nb: ${name}\nc: ${map.other}\nd: ${list[9]}\n"))
                .extracting(
                        failure -> failure.where() + " " + failure.expression().orElseThrow())
                .containsExactly("t.ftl:1:6 gateway", "t.ftl:3:6 map.other", "t.ftl:4:6 list[9]");
    }

    @Test
    void includesStayBelowTheFolder(@TempDir Path elsewhere) throws Exception {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/host.ftl"), "host: ${name}\n");
        Files.writeString(elsewhere.resolve("secret"), "root:x\n");
        Files.createSymbolicLink(folder.resolve("link.ftl"), elsewhere.resolve("secret"));

        assertThat(render("<#include 'parts/host.ftl'>")).isEqualTo("host: \"munich-01\"\n");
        assertThat(failures("<#include '/../" + elsewhere.getFileName() + "/secret'>")
                        .getFirst()
                        .detail())
                .contains("secret");
        assertThat(failures("\n <#include 'link.ftl'>"))
                .extracting(TemplateFailure::where, TemplateFailure::detail)
                .containsExactly(tuple("t.ftl:2:2", "'link.ftl' leads out of the folder"));
    }

    @Test
    void endlessTemplatesEnd() throws Exception {
        assertThat(failures("<#list 1..1000000000 as x>aaaa</#list>").getFirst().kind())
                .isEqualTo(TemplateFailure.Kind.LIMIT);
        assertThat(failures("<#macro m><@m/></#macro><@m/>").getFirst().kind()).isEqualTo(TemplateFailure.Kind.LIMIT);

        Files.writeString(folder.resolve("t.ftl"), "<#list 1..2000000000 as x></#list>");
        UserTemplate endless =
                UserTemplates.below(folder, Duration.ofMillis(50)).load("t.ftl");
        UserTemplateException ended = catchThrowableOfType(UserTemplateException.class, () -> endless.render(VALUES));
        assertThat(ended.failures().getFirst().detail()).startsWith("it takes longer than");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void textsAreThoseOfATemplateAndItsIncludesAlone() throws Exception {
        Files.writeString(folder.resolve("part.ftl"), "x\n");
        Files.writeString(folder.resolve("one.ftl"), "<#include 'part.ftl'>");
        Files.writeString(folder.resolve("two.ftl"), "y\n");
        UserTemplates templates = UserTemplates.below(folder);
        templates.load("two.ftl");

        assertThat(templates.load("one.ftl").texts()).containsOnlyKeys("one.ftl", "part.ftl");
        assertThat(templates.files()).containsOnlyKeys("one.ftl", "part.ftl", "two.ftl");
    }

    @Test
    void missingFolderIsToldAtOnce() {
        assertThatThrownBy(() -> UserTemplates.below(folder.resolve("missing"))).hasMessageContaining("missing");
    }

    private String render(String template) throws IOException, UserTemplateException {
        Files.writeString(folder.resolve("t.ftl"), template);
        return UserTemplates.below(folder).load("t.ftl").render(VALUES);
    }

    private List<TemplateFailure> failures(String template) throws IOException {
        Files.writeString(folder.resolve("t.ftl"), template);
        return catchThrowableOfType(
                        UserTemplateException.class,
                        () -> UserTemplates.below(folder).load("t.ftl").render(VALUES))
                .failures();
    }
}
