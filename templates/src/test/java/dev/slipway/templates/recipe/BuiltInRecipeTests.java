package dev.slipway.templates.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInRecipeTests {

    private static final String PLACE = "dev/slipway/templates/base";

    @TempDir
    Path directory;

    @Test
    void builtInHasAKernelForEachArchitecture() {
        BaseRecipe recipe = BaseRecipe.builtIn();

        assertThat(recipe.packages("amd64")).contains("linux-image-amd64").doesNotContain("linux-image-arm64");
        assertThat(recipe.packages("arm64")).contains("linux-image-arm64").doesNotContain("linux-image-amd64");
        assertThat(recipe.pathOptions()).contains("path-include=/usr/share/doc/*/copyright");
    }

    @Test
    void readWhenItLiesInAJarIsTheSameRecipe() throws Exception {
        Path written = directory.resolve("written");
        BaseRecipe.builtIn().writeTo(written);
        Path jar = jarOf(written);

        BaseRecipe recipe = BuiltInRecipe.read(
                URI.create("jar:%s!/%s/packages".formatted(jar.toUri(), PLACE)).toURL());
        Files.delete(jar);
        Path again = directory.resolve("again");
        recipe.writeTo(again);

        assertThat(recipe.digest()).isEqualTo(BaseRecipe.builtIn().digest());
        assertThat(files(again)).isEqualTo(files(written)).hasSizeGreaterThan(5);
        assertThat(BaseRecipe.read(again).digest()).isEqualTo(recipe.digest());
    }

    /// As Maven makes them, with a blank in its name.
    private Path jarOf(Path recipe) throws IOException {
        Path jar = directory.resolve("slipway templates.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files(recipe)) {
                entries.putNextEntry(new JarEntry(PLACE + "/" + file));
                Files.copy(recipe.resolve(file), entries);
            }
        }
        return jar;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }
}
