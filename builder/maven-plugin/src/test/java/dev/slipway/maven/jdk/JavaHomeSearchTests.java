package dev.slipway.maven.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomeSearchTests {

    @TempDir
    Path directory;

    @Test
    void findWhenNamedOneWillDoTakesItBeforeThePlaces() throws IOException {
        Path named = JavaHomes.install(directory.resolve("named"), "26");
        JavaHomes.install(directory.resolve("place/a"), "25");

        assertThat(find(List.of(named), List.of(directory.resolve("place")))).isEqualTo(named);
    }

    @Test
    void findWhenNamedOneIsTooOldGoesOn() throws IOException {
        Path old = JavaHomes.install(directory.resolve("named"), "17.0.15");
        Path placed = JavaHomes.install(directory.resolve("place/a"), "25.0.3");

        assertThat(find(List.of(old, directory.resolve("gone")), List.of(directory.resolve("place"))))
                .isEqualTo(placed);
    }

    @Test
    void findWhenPlaceHasSeveralTakesTheLowestThatWillDo() throws IOException {
        JavaHomes.install(directory.resolve("place/a"), "27");
        Path lowest = JavaHomes.install(directory.resolve("place/b"), "25.0.1");
        JavaHomes.install(directory.resolve("place/c"), "24");

        assertThat(find(List.of(), List.of(directory.resolve("gone"), directory.resolve("place"))))
                .isEqualTo(lowest);
    }

    @Test
    void findWhenHomeIsInABundleOfMacLooksInside() throws IOException {
        Path home = JavaHomes.install(directory.resolve("place/temurin-25.jdk/Contents/Home"), "25");

        assertThat(find(List.of(), List.of(directory.resolve("place")))).isEqualTo(home);
    }

    @Test
    void findWhenNoneWillDoIsEmpty() throws IOException {
        JavaHomes.install(directory.resolve("place/a"), "24.0.2");

        assertThat(new JavaHomeSearch(List.of(), List.of(directory.resolve("place"))).find())
                .isEmpty();
    }

    @Test
    void ofMachineWhenSeveralAreNamedTakesToolchainThenOwnVariableThenJavaHome() throws IOException {
        Path toolchain = JavaHomes.install(directory.resolve("toolchain"), "25");
        Path own = JavaHomes.install(directory.resolve("own"), "25");
        Path general = JavaHomes.install(directory.resolve("general"), "25");
        Map<String, String> environment = Map.of("JAVA_HOME", general.toString(), "SLIPWAY_JAVA_HOME", own.toString());

        assertThat(JavaHomeSearch.ofMachine(List.of(toolchain), environment)
                        .all()
                        .map(JavaHome::directory))
                .startsWith(toolchain, own, general);
    }

    private static Path find(List<Path> named, List<Path> places) {
        return new JavaHomeSearch(named, places).find().orElseThrow().directory();
    }
}
