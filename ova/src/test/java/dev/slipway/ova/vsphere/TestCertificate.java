package dev.slipway.ova.vsphere;

import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that nobody has issued, made by keytool.
record TestCertificate(Path keyStore) {

    static final String PASSWORD = "changeit";

    /// @param name of the host in it
    static TestCertificate make(Path directory, String name) {
        Path keyStore = directory.resolve(name + ".p12");
        Tool.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool"),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore,
                        "-storepass",
                        PASSWORD)
                .run();
        return new TestCertificate(keyStore);
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) store().getCertificate("server");
    }

    /// As openssl prints it.
    String thumbprint(String algorithm) throws IOException, GeneralSecurityException {
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance(algorithm)
                        .digest(certificate().getEncoded()));
    }

    /// The certificate in PEM.
    Path pem(Path file) throws IOException, GeneralSecurityException {
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(certificate().getEncoded())));
    }

    /// For a server that shows it.
    SSLContext context() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
