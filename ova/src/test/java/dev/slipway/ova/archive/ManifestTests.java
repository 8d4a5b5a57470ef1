package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ova.archive.Manifest.ManifestLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTests {

    private static final String DIGEST = "ab".repeat(32);

    @Test
    void encodeWritesLineOfOpenSslForEachFile() {
        Manifest manifest = new Manifest(
                List.of(new ManifestLine("SHA256", "a.ovf", DIGEST), new ManifestLine("SHA256", "b.vmdk", DIGEST)));

        assertThat(new String(manifest.encode(), ISO_8859_1))
                .isEqualTo("SHA256(a.ovf)= " + DIGEST + "\nSHA256(b.vmdk)= " + DIGEST + "\n");
    }

    /// OpenSSL's, GNU's, VMware's in upper case, with line ends of Windows.
    @ParameterizedTest
    @ValueSource(strings = {"SHA256(a)= %s\n", "SHA256 (a) = %s\n", "SHA256(a)=%s\n", "SHA256(a)= %S\r\n"})
    void readTakesFormsOfAllPrograms(String form) {
        Manifest.Reading reading = Manifest.read(form.formatted(DIGEST).getBytes(ISO_8859_1));

        assertThat(reading.manifest().lines()).containsExactly(new ManifestLine("SHA256", "a", DIGEST));
        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.isPlain()).isEqualTo(!form.contains("\r"));
        assertThat(reading.hasSpacedAlgorithm()).isEqualTo(form.contains(" ("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "hello\n", "\u00ef\u00bb\u00bfSHA256(a)= 00\n", "SHA256(a)= 0g\n", "\0"})
    void readOfAnythingElseComplainsOrFindsNothing(String text) {
        Manifest.Reading reading = Manifest.read(text.getBytes(ISO_8859_1));

        assertThat(reading.manifest().lines()).isEmpty();
        assertThat(reading.isPlain() && reading.complaints().isEmpty()).isFalse();
    }
}
