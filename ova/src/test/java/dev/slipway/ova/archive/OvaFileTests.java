package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvaFileTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/cron.d/x|leads into a folder",
                "/etc/passwd|leads into a folder",
                "a/b.vmdk|leads into a folder",
                "a\\b.vmdk|leads into a folder",
                "..|leads into a folder",
                "c:disk\u0007.vmdk|not of printable ASCII",
                "dïsk.vmdk|not of printable ASCII",
                "EDGE.OVF|its name comes twice"
            })
    void openWhenNameIsHostileRefuses(String name, String reason) throws IOException {
        assertRefused(archive(file("edge.ovf"), file(name)), reason);
    }

    @Test
    void openWhenMemberIsLinkOrDeviceOrFolderRefuses() throws IOException {
        assertRefused(archive(file("edge.ovf"), link("disk.vmdk", TarConstants.LF_SYMLINK)), "it is no file");
        assertRefused(archive(file("edge.ovf"), link("disk.vmdk", TarConstants.LF_LINK)), "it is no file");
        assertRefused(archive(file("edge.ovf"), new TarArchiveEntry("null", TarConstants.LF_CHR)), "it is no file");
        assertRefused(archive(new TarArchiveEntry("folder", TarConstants.LF_DIR)), "it is no file");
    }

    @Test
    void openWhenThereAreTooManyFilesRefuses() throws IOException {
        TarArchiveEntry[] many = new TarArchiveEntry[1001];
        for (int i = 0; i < many.length; i++) {
            many[i] = file("f" + i);
        }
        assertRefused(archive(many), "more than 1000 files");
    }

    @Test
    void openWhenArchiveIsTruncatedRefuses() throws IOException {
        byte[] whole = archive(file("edge.ovf"), file("disk.vmdk"));
        assertRefused(java.util.Arrays.copyOf(whole, 1024 + 100), "expected 512 bytes");
        assertRefused(new byte[0], "it holds no file");
    }

    @Test
    void openWhenAnyBitOfHeaderIsFlippedRefuses() throws IOException {
        byte[] whole = archive(file("edge.ovf"));
        for (int bit = 0; bit < 8 * 500; bit += 37) {
            byte[] broken = whole.clone();
            broken[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(broken, "at byte 0");
        }
    }

    @Test
    void openWhenThereIsNoFileSaysSo() {
        assertThatThrownBy(() -> OvaFile.open(directory.resolve("none.ova"))).hasMessageContaining("no such OVA");
    }

    @Test
    void descriptorWhenThereIsNoneSaysSo() throws IOException {
        Path file = Files.write(directory.resolve("x.ova"), archive(file("disk.vmdk")));
        assertThatThrownBy(() -> OvaFile.open(file).descriptor()).hasMessageContaining("no descriptor");
    }

    @Test
    void textWhenMemberIsHugeRefuses() {
        OvaFile ova = new OvaFile(Path.of("x.ova"), List.of(new OvaMember("a.ovf", Image.zeros(1L << 40))));
        assertThatThrownBy(() -> ova.text(ova.descriptor(), 4 << 20)).hasMessageContaining("larger");
    }

    private void assertRefused(byte[] archive, String reason) throws IOException {
        Path file = Files.write(directory.resolve("x.ova"), archive);
        assertThatThrownBy(() -> OvaFile.open(file)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
            assertThat(e.problem().why().orElseThrow()).contains(reason).doesNotContain("\n", "\u0007");
        });
    }

    private static TarArchiveEntry file(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setSize(3);
        return entry;
    }

    private static TarArchiveEntry link(String name, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName("/etc/passwd");
        return entry;
    }

    private static byte[] archive(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write("abc".getBytes(US_ASCII));
                }
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
