package dev.slipway.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTests {

    private static final Path PAGE = Path.of("../../docs/maven.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    /// Nobody sets these in the goal's configuration.
    private static final Set<String> FILLED_BY_MAVEN =
            Set.of("outputTimestamp", "project", "session", "execution", "pluginArtifacts");

    @Test
    void pageWhenItShowsAPluginShowsThatOfAProjectThatIsBuilt() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```xml\n") + "```xml\n".length();
        String plugin = page.substring(begin, page.indexOf("```", begin));

        assertThat(withoutIndents(MavenBuild.filtered(MavenBuild.PROJECTS.resolve("minimal/pom.xml"))))
                .contains(withoutIndents(plugin));
    }

    static Stream<Arguments> goals() throws IOException {
        String page = Files.readString(PAGE);
        int ova = page.indexOf("\n## ");
        return Stream.of(
                arguments(BuildInstallerMojo.class, page.substring(0, ova)),
                arguments(BuildOvaMojo.class, page.substring(ova)));
    }

    @ParameterizedTest
    @MethodSource("goals")
    void pageWhenItListsParametersListsAllOfTheGoal(Class<? extends EngineMojo> goal, String section) {
        assertThat(ROW.matcher(section).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(parameters(goal));
    }

    private static List<String> parameters(Class<? extends EngineMojo> goal) {
        return Stream.of(goal, EngineMojo.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()))
                .map(Field::getName)
                .filter(name -> !FILLED_BY_MAVEN.contains(name))
                .toList();
    }

    private static String withoutIndents(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
