package dev.slipway.ova.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.tar.FlatArchive;
import dev.slipway.ova.archive.CertificateFile;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.ovf.OvfDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// Whatever bytes an appliance has, it is refused in words, or every rule has an outcome.
class OvaFuzzTests {

    @TempDir
    static Path directory;

    /// The bytes are those of a descriptor.
    @FuzzTest(maxDuration = "5m")
    void verificationWhenDescriptorIsAnyEndsInWords(byte[] bytes) throws IOException {
        Path ova = directory.resolve("descriptor.ova");
        FlatArchive.plan(
                        List.of(
                                new FlatArchive.Member("a.ovf", Image.ofBytes(bytes)),
                                new FlatArchive.Member("a.mf", Image.ofBytes(bytes)),
                                new FlatArchive.Member("a.cert", Image.ofBytes(bytes))),
                        Instant.EPOCH)
                .writeTo(ova);
        verify(ova);
        try {
            OvfDescriptor.read(bytes);
        } catch (ProblemException e) {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
        }
        assertThat(Manifest.read(bytes).manifest().encode()).isNotNull();
        CertificateFile.read(bytes).ifPresent(file -> file.isSignatureOf(bytes));
    }

    /// The bytes are those of the archive.
    @FuzzTest(maxDuration = "5m")
    void verificationWhenArchiveIsAnyEndsInWords(byte[] bytes) throws IOException {
        verify(Files.write(directory.resolve("archive.ova"), bytes));
    }

    private static void verify(Path ova) {
        try {
            assertThat(OvaVerification.of(ova).outcomes()).hasSameSizeAs(OvaVerification.RULES);
        } catch (ProblemException e) {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
        }
    }
}
