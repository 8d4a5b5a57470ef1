package dev.slipway.ova.vsphere;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.ova.vsphere.connection.CertificateTrust;
import dev.slipway.ova.vsphere.connection.CredentialSource;
import dev.slipway.ova.vsphere.connection.Credentials;
import dev.slipway.ova.vsphere.connection.Patience;
import dev.slipway.ova.vsphere.connection.Thumbprint;
import dev.slipway.ova.vsphere.connection.VcenterAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A vCenter that answers as the reference says; see the README beside its mappings.
final class PaperVcenter implements AutoCloseable {

    static final String PASSWORD = "swordfish";

    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMillis(20),
            Duration.ofMillis(1),
            Duration.ofSeconds(10));

    final WireMockServer server;
    final TestCertificate certificate;
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> lastWords = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();

    PaperVcenter(TestCertificate certificate) {
        this.certificate = certificate;
        server = new WireMockServer(WireMockConfiguration.options()
                .httpDisabled(true)
                .httpsPort(0)
                .keystorePath(certificate.keyStore().toString())
                .keystoreType("PKCS12")
                .keystorePassword(TestCertificate.PASSWORD)
                .keyManagerPassword(TestCertificate.PASSWORD)
                .usingFilesUnderClasspath("dev/slipway/ova/vsphere/vcenter"));
        server.start();
    }

    VcenterAddress address() {
        return VcenterAddress.parse("localhost:" + server.httpsPort());
    }

    CertificateTrust pinned() throws IOException, GeneralSecurityException {
        return new CertificateTrust.Pinned(Thumbprint.parse(certificate.thumbprint("SHA-256")));
    }

    static Credentials credentials(String password) {
        return new CredentialSource(Optional.of("admin@vsphere.local"), Optional.empty(), Optional.empty())
                .read(Map.of(CredentialSource.PASSWORD_VARIABLE, password), warning -> {});
    }

    VsphereDeployment deployment() throws IOException, GeneralSecurityException {
        return deployment(pinned(), PASSWORD);
    }

    VsphereDeployment deployment(CertificateTrust trust, String password) {
        return new VsphereDeployment(
                address(),
                trust,
                credentials(password),
                PATIENCE,
                pauses::add,
                new BuildListener() {
                    @Override
                    public void step(String step) {
                        told.add(step);
                    }

                    @Override
                    public void warning(String text) {
                        told.add("warning: " + text);
                    }
                },
                lastWords::add);
    }

    /// Begins again with what the reference says.
    void forget() {
        server.resetToDefaultMappings();
        told.clear();
        lastWords.clear();
        pauses.clear();
    }

    /// A place for files of a test.
    static Path ova(Path directory) {
        return directory.resolve("site.ova");
    }

    @Override
    public void close() {
        server.stop();
    }
}
