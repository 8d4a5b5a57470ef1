package dev.slipway.builder.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.quickstart.KeptWork.DiskState;
import dev.slipway.builder.quickstart.KeptWork.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptWorkTests {

    private static final Inputs INPUTS = new Inputs("sha256:aa", "bb", "0.1 of today");
    private static final KeptWork WORK = new KeptWork(INPUTS, "cc", Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void readWhenItWasWrittenIsTheSame() throws IOException {
        Path file = directory.resolve("quickstart.json");
        KeptWork withDisk = WORK.with(new DiskState(8L << 30, "2026-11-21T10:00:00.123456789Z"));

        WORK.write(file);
        assertThat(KeptWork.read(file)).contains(WORK);
        withDisk.write(file);
        assertThat(KeptWork.read(file)).contains(withDisk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"base\": 7, \"disk\": []}"})
    void readWhenItIsNotOursHoldsNothing(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("quickstart.json"), text);

        assertThat(KeptWork.read(file).stream())
                .noneMatch(
                        work -> work.holdsInstaller(INPUTS, "cc") || work.disk().isPresent());
    }

    @Test
    void readWhenThereIsNothingIsEmpty() throws IOException {
        assertThat(KeptWork.read(directory.resolve("quickstart.json"))).isEmpty();
    }

    @Test
    void holdsInstallerWhenAnythingDiffersIsFalse() {
        assertThat(WORK.holdsInstaller(INPUTS, "cc")).isTrue();
        assertThat(WORK.holdsInstaller(new Inputs("sha256:ab", "bb", "0.1 of today"), "cc"))
                .isFalse();
        assertThat(WORK.holdsInstaller(new Inputs("sha256:aa", "bc", "0.1 of today"), "cc"))
                .isFalse();
        assertThat(WORK.holdsInstaller(new Inputs("sha256:aa", "bb", "0.1 of tomorrow"), "cc"))
                .isFalse();
        assertThat(WORK.holdsInstaller(INPUTS, "cd")).isFalse();
    }

    @Test
    void holdsDiskWhenSomebodyWroteToItIsFalse() throws IOException {
        Path disk = Files.writeString(directory.resolve("disk.img"), "installed");
        KeptWork work = WORK.with(DiskState.of(disk));

        assertThat(work.holdsDisk(disk)).isTrue();
        assertThat(WORK.holdsDisk(disk)).isFalse();
        Files.setLastModifiedTime(disk, FileTime.from(Instant.parse("2026-11-21T10:00:00Z")));
        assertThat(work.holdsDisk(disk)).isFalse();
        Files.delete(disk);
        assertThat(work.holdsDisk(disk)).isFalse();
    }
}
