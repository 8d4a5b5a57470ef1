package dev.slipway.builder.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tar.TarReader;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool("tar")
class TreeDigestIT {

    @TempDir
    Path directory;

    @Test
    void ofDirectoryAndOfItsTarAreEqual() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root/a/b"))
                .resolve("../..")
                .normalize();
        Files.writeString(root.resolve("a/file"), "content");
        Files.createLink(root.resolve("a/b/link"), root.resolve("a/file"));
        Files.createSymbolicLink(root.resolve("symlink"), Path.of("a/file"));
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !Files.isSymbolicLink(file))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
            }
        }
        Tool.of("touch", "-h", "-d", "@1700000000", root.resolve("symlink")).run();
        Path tar = directory.resolve("root.tar");
        Tool.of("tar", "--sort=name", "--numeric-owner", "-cf", tar, "-C", root, ".")
                .run();

        assertThat(TreeDigest.of(TarReader.read(Image.ofFile(tar)))).isEqualTo(TreeDigest.of(DirectoryScan.of(root)));
    }
}
