package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTests {

    @TempDir
    Path directory;

    private Path target() {
        return directory.resolve("out.iso");
    }

    @Test
    void completeGivesTheFileItsNameAndNothingElse() throws IOException {
        Files.writeString(target(), "before");
        try (WholeFile file = WholeFile.beside(target())) {
            file.channel().write(ByteBuffer.wrap(new byte[] {1, 2}));
            assertThat(target()).hasContent("before");
            file.complete();
        }
        assertThat(target()).hasBinaryContent(new byte[] {1, 2});
        assertThat(names()).containsExactly("out.iso");
    }

    @Test
    void closeWhenNotCompleteLeavesNothing() throws IOException {
        try (WholeFile file = WholeFile.beside(target())) {
            assertThat(file.part()).exists();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void besideWhenAProcessWasKilledRemovesWhatItLeft() throws IOException {
        for (String name : new String[] {
            ".out.iso.abc123.part",
            ".out.iso.1y2p0ij32e8e7.part",
            ".out.iso.part",
            ".other.iso.abc.part",
            "out.iso.abc.part",
            ".out.iso.ABC.part"
        }) {
            Files.createFile(directory.resolve(name));
        }
        WholeFile.beside(target()).close();

        assertThat(names())
                .containsExactlyInAnyOrder(
                        ".out.iso.part", ".other.iso.abc.part", "out.iso.abc.part", ".out.iso.ABC.part");
        WholeFile.removeAbandonedIn(directory);
        assertThat(names()).containsExactlyInAnyOrder("out.iso.abc.part", ".out.iso.ABC.part");
    }

    @Test
    void besideWhenAnotherWritesTheSameLeavesItsPartAlone() throws IOException {
        try (WholeFile first = WholeFile.beside(target());
                WholeFile second = WholeFile.beside(target())) {
            WholeFile.removeAbandonedIn(directory);
            assertThat(first.part()).exists();
            assertThat(second.part()).exists();
            first.channel().write(ByteBuffer.wrap(new byte[] {1}));
            first.complete();
            second.complete();
        }
        assertThat(names()).containsExactly("out.iso");
        assertThat(target()).isEmptyFile();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
