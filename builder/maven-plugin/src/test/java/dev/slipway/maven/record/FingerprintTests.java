package dev.slipway.maven.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTests {

    @TempDir
    Path directory;

    @Test
    void ofWhenFileIsSmallIsTheDigestOfItsContent() throws IOException {
        // The digest of "abc" is an example in FIPS 180-2, appendix B.1.
        assertThat(Fingerprint.of(Files.writeString(directory.resolve("a"), "abc")))
                .isEqualTo("content ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void ofWhenFileIsLargeIsSizeAndTime() throws IOException {
        Path file = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThat(Fingerprint.of(file)).isEqualTo("file 1048577 1970-01-01T00:00:00Z");
    }

    @Test
    void ofWhenNothingIsThereSaysSo() throws IOException {
        assertThat(Fingerprint.of(directory.resolve("gone"))).isEqualTo("missing");
    }

    @Test
    void ofWhenSomethingDeepInADirectoryChangesIsAnother() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("root/etc/apt"));
        Path file = Files.writeString(deep.resolve("sources.list"), "deb");
        String before = Fingerprint.of(directory.resolve("root"));

        assertThat(Fingerprint.of(directory.resolve("root"))).isEqualTo(before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        String afterMode = Fingerprint.of(directory.resolve("root"));
        Files.writeString(file, "deb http");
        String afterContent = Fingerprint.of(directory.resolve("root"));

        assertThat(afterMode).isNotEqualTo(before);
        assertThat(afterContent).isNotEqualTo(afterMode);
    }

    @Test
    void ofWhenDirectoryHasALinkToNowhereDoesNotFollowIt() throws IOException {
        Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(directory.resolve("root/link"), Path.of("nowhere"));

        assertThat(Fingerprint.of(directory.resolve("root"))).startsWith("directory ");
    }
}
