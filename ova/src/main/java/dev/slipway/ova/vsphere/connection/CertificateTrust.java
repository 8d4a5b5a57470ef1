package dev.slipway.ova.vsphere.connection;

import dev.slipway.builder.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Whose certificate is taken for that of a server. There is none that takes any.
public sealed interface CertificateTrust {

    /// The authorities that the JVM knows; the host's name must be in the certificate.
    record SystemAuthorities() implements CertificateTrust {}

    /// These authorities and no others; the host's name must be in the certificate.
    ///
    /// @param bundle certificates in PEM
    record Authorities(Path bundle) implements CertificateTrust {}

    /// One certificate, whoever issued it and for whatever name.
    record Pinned(Thumbprint thumbprint) implements CertificateTrust {}

    /// TLS by this trust.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file of certificates cannot be read
    default SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS in this JVM", e);
        }
    }

    private TrustManager[] managers() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        switch (this) {
            case SystemAuthorities all -> factory.init((KeyStore) null);
            case Authorities(Path bundle) -> {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (Certificate certificate : read(bundle)) {
                    store.setCertificateEntry("authority-" + number, certificate);
                    number++;
                }
                factory.init(store);
            }
            case Pinned(Thumbprint thumbprint) -> {
                return new TrustManager[] {new PinnedCertificate(thumbprint)};
            }
        }
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> read(Path file) {
        int bytesMax = 1 << 20;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax);
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (certificates.isEmpty()) {
                throw new CertificateException("there is no certificate in it");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw Problem.usage("vsphere.ca", "certificates cannot be read")
                    .at(file.toString())
                    .because(e instanceof IOException ? e.getClass().getSimpleName() : String.valueOf(e.getMessage()))
                    .fix("vCenter hands its own authority out: https://VCENTER/certs/download.zip; name the .0 or .crt"
                            + " file in it")
                    .exception(e);
        }
    }
}
