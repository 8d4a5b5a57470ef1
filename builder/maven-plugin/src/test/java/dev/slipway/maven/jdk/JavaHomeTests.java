package dev.slipway.maven.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaHomeTests {

    @TempDir
    Path place;

    @ParameterizedTest
    @CsvSource({"25,25", "25.0.3,25", "17.0.15,17", "1.8.0_452,8", "26-ea,26"})
    void atWhenReleaseFileTellsTheVersionReadsItsFeature(String version, int feature) throws IOException {
        Path home = JavaHomes.install(place.resolve("jdk"), version);

        assertThat(JavaHome.at(home)).contains(new JavaHome(home, feature, version));
    }

    @Test
    void atWhenItIsTheRunningJavaAgreesWithIt() {
        assertThat(JavaHome.at(Path.of(System.getProperty("java.home"))))
                .hasValueSatisfying(home ->
                        assertThat(home.feature()).isEqualTo(Runtime.version().feature()));
    }

    @Test
    void atWhenThereIsNoProgramIsEmpty() throws IOException {
        Path home = JavaHomes.install(place.resolve("jdk"), "25");
        Files.delete(home.resolve("bin/java"));

        assertThat(JavaHome.at(home)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "twenty-five", "99999"})
    void atWhenVersionMakesNoSenseIsEmpty(String version) throws IOException {
        assertThat(JavaHome.at(JavaHomes.install(place.resolve("jdk"), version)))
                .isEmpty();
    }

    @Test
    void atWhenReleaseFileIsNoTextIsEmpty() throws IOException {
        Path home = JavaHomes.install(place.resolve("jdk"), "25");
        Files.write(home.resolve("release"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(JavaHome.at(home)).isEmpty();
    }
}
