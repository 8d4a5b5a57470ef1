package dev.slipway.ova.vsphere.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Takes one certificate and no other. Neither its issuer nor the host's name nor its dates are looked at: who holds
/// its key is who was meant. Being an extended trust manager, it also keeps the JVM from comparing the host's name.
final class PinnedCertificate extends X509ExtendedTrustManager {

    private final Thumbprint pinned;

    PinnedCertificate(Thumbprint pinned) {
        this.pinned = pinned;
    }

    /// Another certificate than the pinned one was shown.
    static final class MismatchException extends CertificateException {
        private static final long serialVersionUID = 1;

        MismatchException(Thumbprint shown, Thumbprint pinned) {
            super("its thumbprint is %s, not %s".formatted(shown, pinned));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        Thumbprint shown = pinned.like(chain[0]);
        if (!MessageDigest.isEqual(
                shown.text().getBytes(US_ASCII), pinned.text().getBytes(US_ASCII))) {
            throw new MismatchException(shown, pinned);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
