package dev.slipway.ova.vsphere.connection;

import dev.slipway.builder.problem.Problem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The digest of a certificate, in hexadecimal digits with colons, as vSphere and openssl write it.
///
/// @param text such as `AB:CD:...`, upper case
public record Thumbprint(String text) {

    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;
    private static final HexFormat FORM = HexFormat.ofDelimiter(":").withUpperCase();

    /// Understands what a user pins: SHA-256 only, since certificates that collide in SHA-1 can be made.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    public static Thumbprint parse(String text) {
        return read(text)
                .filter(thumbprint -> thumbprint.sizeBytes() == SHA256_BYTES)
                .orElseThrow(() -> Problem.usage("vsphere.thumbprint", "this is no thumbprint of a certificate")
                        .because("it is not SHA-256: 32 bytes in hexadecimal digits, with colons or without")
                        .fix("on the vCenter Server: openssl x509 -noout -fingerprint -sha256"
                                + " -in /etc/vmware-vpx/ssl/rui.crt")
                        .exception());
    }

    /// What vCenter says of another server: SHA-1 or SHA-256, or nothing that can be used. SHA-1 suffices there:
    /// whoever forges must meet the digest of a certificate that vCenter chose, which nobody can.
    public static Optional<Thumbprint> ofApi(String text) {
        return read(text)
                .filter(thumbprint -> thumbprint.sizeBytes() == SHA1_BYTES || thumbprint.sizeBytes() == SHA256_BYTES);
    }

    private static Optional<Thumbprint> read(String text) {
        try {
            String bare = text.strip().replace(":", "").toUpperCase(Locale.ROOT);
            return Optional.of(new Thumbprint(FORM.formatHex(HexFormat.of().parseHex(bare))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private int sizeBytes() {
        return (text.length() + 1) / 3;
    }

    /// That of a certificate, by the same digest as this one.
    Thumbprint like(X509Certificate certificate) throws CertificateEncodingException {
        try {
            MessageDigest digest = MessageDigest.getInstance(sizeBytes() == SHA1_BYTES ? "SHA-1" : "SHA-256");
            return new Thumbprint(FORM.formatHex(digest.digest(certificate.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA in this JVM", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
