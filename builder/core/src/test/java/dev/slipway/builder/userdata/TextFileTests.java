package dev.slipway.builder.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTests {

    @TempDir
    private Path directory;

    @Test
    void writeWhenFileIsThereKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));

        TextFile.write(file, "né\n");

        assertThat(file).hasContent("né\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--r-----");
        assertThat(directory.toFile().list()).containsExactly("secret");
    }

    @Test
    void writeWhenFileIsALinkWritesWhatItLeadsTo() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file.getFileName());

        TextFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void writePrivateLetsNobodyElseRead() throws IOException {
        TextFile.writePrivate(directory.resolve("file"), "text");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("file"))))
                .isEqualTo("rw-------");
    }
}
