package dev.slipway.templates.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseRecipeTests {

    @TempDir
    Path directory;

    private Path recipe;

    @BeforeEach
    void writeSmallRecipe() throws IOException {
        recipe = Files.createDirectories(directory.resolve("recipe"));
        Files.createDirectories(recipe.resolve("hooks"));
        Files.createDirectories(recipe.resolve("overlay/etc"));
        Files.writeString(recipe.resolve("packages"), "# the kernel\nlinux-image-amd64 [amd64]\n\nudev # devices\n");
        Files.writeString(recipe.resolve("overlay/etc/motd"), "welcome\n");
        Files.writeString(recipe.resolve("hooks/customize50-greet"), "#!/bin/sh\ntrue\n");
    }

    @Test
    void packagesAreThoseOfTheArchitecture() throws Exception {
        Files.writeString(recipe.resolve("packages"), """
                linux-image-amd64 [amd64]
                linux-image-arm64 [arm64]
                # a comment, and one behind a package
                udev # devices
                less [amd64 arm64]
                tzdata=2026a-0+deb12u1
                """);

        BaseRecipe read = BaseRecipe.read(recipe);

        assertThat(read.packages("amd64"))
                .containsExactly("linux-image-amd64", "udev", "less", "tzdata=2026a-0+deb12u1");
        assertThat(read.packages("arm64"))
                .containsExactly("linux-image-arm64", "udev", "less", "tzdata=2026a-0+deb12u1");
    }

    @Test
    void pathOptionsKeepTheOrderOfTheLines() throws Exception {
        Files.writeString(recipe.resolve("excludes"), "# papers\n/usr/share/doc/*\n+/usr/share/doc/*/copyright\n");

        assertThat(BaseRecipe.read(recipe).pathOptions())
                .containsExactly("path-exclude=/usr/share/doc/*", "path-include=/usr/share/doc/*/copyright");
    }

    @Test
    void readWhenPackagesAreMissingSaysWhereTheyShouldBe() throws Exception {
        Files.delete(recipe.resolve("packages"));

        RecipeException failure = failureOf(recipe);

        assertThat(failure.what()).isEqualTo("the recipe has no file 'packages'");
        assertThat(failure.place()).isEqualTo(recipe.toString());
    }

    @Test
    void readWhenThereIsNoDirectorySaysSo() {
        assertThat(failureOf(recipe.resolve("none")).what()).isEqualTo("there is no such directory");
    }

    @Test
    void readWhenAnArchitectureIsUnknownNamesTheLine() throws Exception {
        Files.writeString(recipe.resolve("packages"), "udev\n\nlinux-image-armmp [armhf]\n");

        RecipeException failure = failureOf(recipe);

        assertThat(failure.place()).isEqualTo(recipe.resolve("packages") + ":3");
        assertThat(failure.what()).isEqualTo("'armhf' is no architecture");
        assertThat(failure.fix()).isEqualTo("write [amd64] or [arm64]");
    }

    @Test
    void readWhenALineNamesTwoPackagesNamesTheLine() throws Exception {
        Files.writeString(recipe.resolve("packages"), "udev less\n");

        assertThat(failureOf(recipe).place()).isEqualTo(recipe.resolve("packages") + ":1");
    }

    @Test
    void readWhenAnExcludeIsRelativeNamesTheLine() throws Exception {
        Files.writeString(recipe.resolve("excludes"), "/usr/share/doc/*\n+usr/share/man/*\n");

        RecipeException failure = failureOf(recipe);

        assertThat(failure.place()).isEqualTo(recipe.resolve("excludes") + ":2");
        assertThat(failure.what()).isEqualTo("'usr/share/man/*' is no absolute path");
    }

    @Test
    void readWhenAHookWouldNotRunSaysSo() throws Exception {
        Path hook = Files.writeString(recipe.resolve("hooks/90-clean"), "#!/bin/sh\n");

        RecipeException failure = failureOf(recipe);

        assertThat(failure.place()).isEqualTo(hook.toString());
        assertThat(failure.what()).isEqualTo("'hooks/90-clean' would not be run");
    }

    @Test
    void readWhenAHookIsAnEditorsBackupSaysSo() throws Exception {
        Files.writeString(recipe.resolve("hooks/customize50-greet~"), "#!/bin/sh\n");

        assertThat(failureOf(recipe).what()).isEqualTo("'hooks/customize50-greet~' would not be run");
    }

    @Test
    void readWhenAHookIsNoProgramSaysSo() throws Exception {
        Files.writeString(recipe.resolve("hooks/customize50-greet"), "echo hello\n");

        assertThat(failureOf(recipe).what()).isEqualTo("'hooks/customize50-greet' is no program");
    }

    @Test
    void readWhenAPartIsMisspeltNamesIt() throws Exception {
        Path misspelt = Files.writeString(recipe.resolve("exclude"), "/usr/share/doc/*\n");

        RecipeException failure = failureOf(recipe);

        assertThat(failure.place()).isEqualTo(misspelt.toString());
        assertThat(failure.what()).isEqualTo("'exclude' is no part of a recipe");
    }

    @Test
    void readWhenThereIsAReadmeTakesNoNotice() throws Exception {
        String digest = BaseRecipe.read(recipe).digest();
        Files.writeString(recipe.resolve("README.md"), "Ours.\n");

        assertThat(BaseRecipe.read(recipe).digest()).isEqualTo(digest);
    }

    @Test
    void readWhenAHookLinksOutOfTheRecipeNamesTheLink() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside"), "#!/bin/sh\n");
        Path link = Files.createSymbolicLink(recipe.resolve("hooks/customize60-out"), outside);

        RecipeException failure = failureOf(recipe);

        assertThat(failure.place()).isEqualTo(link.toString());
        assertThat(failure.what()).contains("leads out of the recipe", outside.toString());
    }

    @Test
    void readWhenAnOverlayLinkLeavesTheRootFileSystemNamesTheLink() throws Exception {
        Path link = Files.createSymbolicLink(recipe.resolve("overlay/etc/hosts"), Path.of("../../hosts"));

        assertThat(failureOf(recipe).place()).isEqualTo(link.toString());
    }

    @Test
    void writeToKeepsOverlayLinksAsTheyAre() throws Exception {
        Files.createSymbolicLink(recipe.resolve("overlay/etc/localtime"), Path.of("/usr/share/zoneinfo/UTC"));
        Files.createSymbolicLink(recipe.resolve("overlay/etc/mtab"), Path.of("../proc/mounts"));
        Path copy = directory.resolve("copy");

        BaseRecipe.read(recipe).writeTo(copy);

        assertThat(Files.readSymbolicLink(copy.resolve("overlay/etc/localtime")))
                .isEqualTo(Path.of("/usr/share/zoneinfo/UTC"));
        assertThat(Files.readSymbolicLink(copy.resolve("overlay/etc/mtab"))).isEqualTo(Path.of("../proc/mounts"));
    }

    @Test
    void readWhenThereIsAPipeNamesIt() throws Exception {
        Path pipe = recipe.resolve("overlay/etc/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(failureOf(recipe).place()).isEqualTo(pipe.toString());
    }

    @Test
    void digestChangesWithContentPathAndMeaning() throws Exception {
        String digest = BaseRecipe.read(recipe).digest();
        Path motd = recipe.resolve("overlay/etc/motd");

        Files.writeString(motd, "welcomed\n");
        String otherContent = BaseRecipe.read(recipe).digest();
        Files.writeString(motd, "welcome\n");
        String same = BaseRecipe.read(recipe).digest();
        Files.move(motd, motd.resolveSibling("issue"));
        String otherPath = BaseRecipe.read(recipe).digest();

        assertThat(same).isEqualTo(digest);
        assertThat(otherContent).isNotEqualTo(digest);
        assertThat(otherPath).isNotEqualTo(digest).isNotEqualTo(otherContent);
    }

    @Test
    void writeToMakesProgramsExecutableAndNothingElse() throws Exception {
        Path copy = directory.resolve("copy");

        BaseRecipe.read(recipe).writeTo(copy);

        assertThat(permissions(copy.resolve("hooks/customize50-greet"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(copy.resolve("overlay/etc/motd"))).isEqualTo("rw-r--r--");
        assertThat(permissions(copy.resolve("overlay"))).isEqualTo("rwxr-xr-x");
        assertThat(copy.resolve("overlay/etc/motd")).hasContent("welcome\n");
    }

    @Test
    void writeToWhenTheDirectoryHoldsSomethingLeavesItAlone() throws Exception {
        Path taken = Files.createDirectories(directory.resolve("taken"));
        Files.writeString(taken.resolve("mine"), "kept");

        RecipeException failure = catchThrowableOfType(
                RecipeException.class, () -> BaseRecipe.read(recipe).writeTo(taken));

        assertThat(failure.what()).isEqualTo("the directory is not empty");
        assertThat(taken).isDirectoryContaining("glob:**/mine").isDirectoryNotContaining("glob:**/packages");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static RecipeException failureOf(Path recipe) {
        return catchThrowableOfType(RecipeException.class, () -> BaseRecipe.read(recipe));
    }
}
