package dev.slipway.image.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectoryScanTests {

    @TempDir
    private Path work;

    private static Node node(Directory tree, String path) {
        return Objects.requireNonNull(tree.find(path));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void ofWhenFilesAreThereGivesContentModeAndTime() throws Exception {
        Path file =
                Files.writeString(Files.createDirectories(work.resolve("a/b")).resolve("c"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        Instant time = Instant.parse("2001-02-03T04:05:06.123456789Z");
        Files.setLastModifiedTime(file, FileTime.from(time));
        Node read = node(DirectoryScan.of(work), "a/b/c");
        assertThat(read.metadata().permissions()).isEqualTo(0651);
        assertThat(read.metadata().modified().getEpochSecond()).isEqualTo(time.getEpochSecond());
        assertThat(read)
                .isInstanceOfSatisfying(
                        Node.RegularFile.class,
                        regular -> assertThat(regular.content().size()).isEqualTo(4));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void ofWhenLinksAreThereKeepsThem() throws Exception {
        Files.writeString(work.resolve("one"), "1");
        Files.createLink(work.resolve("two"), work.resolve("one"));
        Files.createSymbolicLink(work.resolve("soft"), Path.of("no/where"));
        Files.createSymbolicLink(work.resolve("loop"), Path.of("."));
        Directory tree = DirectoryScan.of(work);
        assertThat(node(tree, "one")).isSameAs(node(tree, "two"));
        assertThat(node(tree, "soft"))
                .isInstanceOfSatisfying(
                        Node.Symlink.class, link -> assertThat(link.target()).isEqualTo("no/where".getBytes(UTF_8)));
        assertThat(node(tree, "loop")).isInstanceOf(Node.Symlink.class);
    }

    @Test
    void ofWhenNotADirectoryRefuses() throws Exception {
        Path file = Files.writeString(work.resolve("file"), "x");
        assertThatThrownBy(() -> DirectoryScan.of(file))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ofWhenFileCannotBeReadNamesIt() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root reads everything");
        Path file = Files.writeString(work.resolve("secret"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertThatThrownBy(() -> DirectoryScan.of(work)).hasMessage(file.toRealPath() + ": the file cannot be read");
    }

    @Test
    void ofWhenFileSystemKnowsNoOwnersGivesAllToRoot() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(work.resolve("a.zip"), Map.of("create", "true"))) {
            Path directory = Files.createDirectories(zip.getPath("/in"));
            Files.writeString(Files.createDirectory(directory.resolve("sub")).resolve("ünicode"), "12345");
            Directory tree = DirectoryScan.of(directory);
            Node file = node(tree, "sub/ünicode");
            assertThat(file.metadata().permissions()).isEqualTo(0644);
            assertThat(node(tree, "sub").metadata().permissions()).isEqualTo(0755);
            assertThat(file.metadata().uid()).isZero();
        }
    }
}
