package dev.slipway.ova.vsphere;

import static com.github.tomakehurst.wiremock.client.WireMock.moreThan;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.ova.vsphere.library.LibraryPlace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it looks at the memory of the whole JVM")
class LargeUploadTests {

    @TempDir
    private Path directory;

    @Test
    void diskIsSentWithoutBeingHeldInMemoryAndVcenterIsKeptAwake() throws IOException, GeneralSecurityException {
        long size = 128L << 20;
        Path ova = new TestOva(Image.zeros(size)).write(PaperVcenter.ova(directory));
        TestCertificate certificate = TestCertificate.make(directory, "localhost");
        try (PaperVcenter vcenter = new PaperVcenter(certificate);
                FlakyServer server = new FlakyServer(certificate, List.of(FlakyServer.TAKE, FlakyServer.TAKE))) {
            vcenter.server.stubFor(post(urlEqualTo("/api/content/library/item/update-session/update-1/file"))
                    .willReturn(
                            okJson("{\"upload_endpoint\": {\"uri\": \"%s\"}}".formatted(server.url("/cls/data/x")))));
            MemoryPoolMXBean oldest = oldest();
            oldest.resetPeakUsage();
            long before = oldest.getUsage().getUsed();

            vcenter.deployment().toLibrary(ova, new LibraryPlace("edge", "site", false, true));

            assertThat(server.lastBodyBytes()).isEqualTo(size);
            assertThat(oldest.getPeakUsage().getUsed() - before).isLessThan(size / 2);
            vcenter.server.verify(
                    moreThan(0),
                    postRequestedFor(
                            urlEqualTo("/api/content/library/item/update-session/update-1?action=keep-alive")));
        }
    }

    /// Where what stays ends up: a whole disk in memory would be here.
    private static MemoryPoolMXBean oldest() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().contains("Old Gen") || pool.getName().contains("Tenured"))
                .findFirst()
                .orElseThrow();
    }
}
