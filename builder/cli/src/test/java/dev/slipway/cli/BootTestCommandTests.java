package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/// What is told before anything boots.
class BootTestCommandTests {

    @TempDir
    private Path directory;

    @Test
    void missingImageIsBadInput() {
        Run run = Run.in(directory, "boot-test", "missing.iso");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("slipway: there is no such file", "missing.iso");
    }

    @Test
    void emptyImageIsBadInput() throws IOException {
        Files.createFile(directory.resolve("empty.iso"));

        Run run = Run.in(directory, "boot-test", "empty.iso");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("slipway: this is no image");
    }

    @Test
    void ovaWithoutADiskIsBadInput() throws IOException {
        // Two blocks of zeros: the end of an archive without entries.
        Files.write(directory.resolve("empty.ova"), new byte[1024]);

        Run run = Run.in(directory, "boot-test", "empty.ova");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("slipway: there is no disk in this OVA");
    }

    @Test
    void missingSeedAndDiskAreBadInput() throws IOException {
        Files.writeString(directory.resolve("disk.img"), "bytes");

        Run seed = Run.in(directory, "boot-test", "disk.img", "--seed", "seed.iso");
        Run disk = Run.in(directory, "boot-test", "disk.img", "--disk", "target.img");

        assertThat(seed.status()).isEqualTo(3);
        assertThat(seed.err()).contains("seed.iso");
        assertThat(disk.status()).isEqualTo(3);
        assertThat(disk.err()).contains("target.img");
    }

    @Test
    void folderForThePictureThatIsMissingIsToldAtOnce() throws IOException {
        Files.writeString(directory.resolve("disk.img"), "bytes");

        Run run = Run.in(directory, "boot-test", "disk.img", "--screenshot", "nowhere/screen.png");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("there is no such folder", "screen.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--firmware=coreboot",
                "--media=tape",
                "--expect=[",
                "--expect-qr=(",
                "--timeout=0",
                "--timeout=5d",
                "--memory=much",
                "--memory=5",
                "--disk=5"
            })
    void wrongValueIsWrongUse(String option) throws IOException {
        Files.writeString(directory.resolve("disk.img"), "bytes");

        Run run = Run.in(directory, "boot-test", "disk.img", option);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("slipway: ").doesNotContain("Exception");
    }

    @Test
    void diskImageInADriveForCdsIsWrongUse() throws IOException {
        Files.writeString(directory.resolve("disk.qcow2"), "bytes");

        Run run = Run.in(directory, "boot-test", "disk.qcow2", "--media", "cd");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("does not go into a drive for CDs");
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "1k, 1024", "512M, 536870912", "20G, 21474836480", "1T, 1099511627776"})
    void sizeIsInPowersOf1024(String text, long bytes) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"90, PT90S", "90s, PT90S", "5m, PT5M", "1h, PT1H", "05m, PT5M"})
    void timeIsInItsUnit(String text, Duration time) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1s", "1.5h", "9999999s", "m"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
