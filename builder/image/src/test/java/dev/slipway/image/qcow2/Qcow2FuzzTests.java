package dev.slipway.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whatever bytes a qcow2 image has, it is read or refused as malformed: no other failure and no endless work. Runs
/// over the seeds and findings beside it; CONTRIBUTING.md tells how to fuzz for new ones.
class Qcow2FuzzTests {

    /// What is larger is opened, but not written out.
    private static final long EXPANDED_BYTES_MAX = 1 << 24;

    @FuzzTest(maxDuration = "5m")
    void expandWhenBytesAreAnyReadsOrRefuses(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".qcow2");
        Path raw = file.resolveSibling(file.getFileName() + ".raw");
        try {
            Files.write(file, bytes);
            Qcow2File qcow2 = Qcow2File.open(file);
            if (qcow2.size() <= EXPANDED_BYTES_MAX) {
                qcow2.expandTo(raw, Progress.NONE);
                assertThat(raw).hasSize(qcow2.size());
            }
        } catch (MalformedImageException e) {
            assertThat(e.structure()).startsWith("qcow2 ");
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(raw);
        }
    }
}
