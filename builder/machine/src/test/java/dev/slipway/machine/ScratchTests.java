package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTests {

    @TempDir
    private Path directory;

    @Test
    void besideWhenAKilledProcessLeftOneRemovesIt() throws IOException {
        Path left = Files.createDirectories(directory.resolve(".edge.ova.scratch-1"));
        Files.writeString(left.resolve(".lock"), "");
        Files.writeString(left.resolve("disk.img"), "large");

        try (Scratch scratch = Scratch.besideForProcess(directory.resolve("edge.ova"))) {
            assertThat(left).doesNotExist();
            assertThat(scratch.directory()).isDirectory();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void besideWhenAnotherIsAtWorkLeavesItAlone() throws IOException {
        Path file = directory.resolve("edge.ova");
        try (Scratch first = Scratch.besideForProcess(file);
                Scratch second = Scratch.besideForProcess(file)) {
            assertThat(first.directory()).isDirectory();
            assertThat(second.directory()).isDirectory();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void besideLeavesWhatOnlyLooksAlike() throws IOException {
        Path others = Files.createDirectories(directory.resolve(".edge.ova.scratch-mine"));
        Files.writeString(others.resolve("notes"), "mine");

        try (Scratch scratch = Scratch.besideForProcess(directory.resolve("edge.ova"))) {
            assertThat(scratch.directory()).isDirectory();
        }
        assertThat(others.resolve("notes")).hasContent("mine");
    }
}
