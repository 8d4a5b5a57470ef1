package dev.slipway.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentationTests {

    private static final Path PAGE = Path.of("../../docs/maven.md");

    @Test
    void pageWhenItShowsAPluginShowsThatOfAProjectThatIsBuilt() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```xml\n") + "```xml\n".length();
        String plugin = page.substring(begin, page.indexOf("```", begin));

        assertThat(withoutIndents(MavenBuild.filtered(MavenBuild.PROJECTS.resolve("minimal/pom.xml"))))
                .contains(withoutIndents(plugin));
    }

    @Test
    void pageWhenItListsParametersListsAll() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Arrays.stream(BuildInstallerMojo.class.getDeclaredFields())
                        .map(Field::getName)
                        .filter(name -> page.contains("| `" + name + "` |")))
                .containsExactly(
                        "base",
                        "userData",
                        "metaData",
                        "networkConfig",
                        "output",
                        "volumeId",
                        "flavour",
                        "kernelArguments",
                        "additions",
                        "squashfsCompression",
                        "arch",
                        "envFile",
                        "strict",
                        "caFile",
                        "verifyKey",
                        "plainHttp",
                        "insecureTls",
                        "evidence",
                        "signKey",
                        "signKeyPassword",
                        "classifier",
                        "skip");
    }

    private static String withoutIndents(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
