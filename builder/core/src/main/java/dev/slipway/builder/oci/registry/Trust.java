package dev.slipway.builder.oci.registry;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates count: the JVM's authorities, and those that the user added for all registries or for one.
final class Trust {

    private Trust() {}

    /// TLS towards a host.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file of certificates cannot be read
    static SSLContext towards(String host, RegistrySettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(host, settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS in this JVM", e);
        }
    }

    private static TrustManager[] trustManagers(String host, RegistrySettings settings)
            throws GeneralSecurityException, IOException {
        if (settings.unverifiedTls().contains(host)) {
            return new TrustManager[] {new Everybody()};
        }
        List<Certificate> added = new ArrayList<>();
        settings.caBundle().ifPresent(file -> added.addAll(read(file)));
        for (Path file : certificatesOf(settings.certificates().resolve(host))) {
            added.addAll(read(file));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        if (added.isEmpty()) {
            return factory.getTrustManagers();
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                added.addAll(List.of(known.getAcceptedIssuers()));
            }
        }
        for (int i = 0; i < added.size(); i++) {
            all.setCertificateEntry("authority-" + i, added.get(i));
        }
        TrustManagerFactory extended = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        extended.init(all);
        return extended.getTrustManagers();
    }

    private static List<Path> certificatesOf(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.crt")) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("there is no certificate in it");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw Problem.usage("registry.certificates", "certificates cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .fix("name a file with certificates in PEM: -----BEGIN CERTIFICATE-----")
                    .exception(e);
        }
    }

    /// Takes any certificate, for registries of which the user said so. Being an extended one, it also keeps the JVM
    /// from comparing the host's name.
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
