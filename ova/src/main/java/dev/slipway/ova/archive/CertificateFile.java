package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The signature of a manifest with the certificate of who signed (DSP0243, chapter 5.2): a line
/// `SHA256(name.mf)= signature` in hexadecimal digits, and certificates in PEM, the signer's first.
public record CertificateFile(String algorithm, String manifest, String signature, List<X509Certificate> certificates) {

    /// What its name ends in.
    public static final String ENDING = ".cert";

    static final int SIZE_BYTES_MAX = 256 << 10;

    private static final Pattern LINE =
            Pattern.compile("\\s*+([A-Za-z0-9-]{1,20}) ?\\(([^()\\r\\n]{1,255})\\) ?= ?([0-9A-Fa-f]{2,4096})\\s*+");
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int CERTIFICATES_MAX = 10;
    private static final int LINE_LENGTH = 64;

    public CertificateFile {
        certificates = List.copyOf(certificates);
    }

    /// The bytes of the file.
    public byte[] encode() {
        StringBuilder text = new StringBuilder("%s(%s)= %s\n".formatted(algorithm, manifest, signature));
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'});
        for (X509Certificate certificate : certificates) {
            text.append(BEGIN).append('\n');
            text.append(base64.encodeToString(encoded(certificate))).append('\n');
            text.append(END).append('\n');
        }
        return text.toString().getBytes(US_ASCII);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /// Reads a file of whatever program; empty where it is none.
    public static Optional<CertificateFile> read(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(text.substring(0, begin));
        if (!line.matches()) {
            return Optional.empty();
        }
        return certificates(text.substring(begin))
                .map(found -> new CertificateFile(line.group(1), line.group(2), line.group(3), found));
    }

    /// The certificates in a text of PEM; empty where one of them is damaged, or there is none.
    static Optional<List<X509Certificate>> certificates(String text) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            int at = text.indexOf(BEGIN);
            while (at >= 0 && found.size() < CERTIFICATES_MAX) {
                int end = text.indexOf(END, at);
                if (end < 0) {
                    return Optional.empty();
                }
                byte[] block = text.substring(at, end + END.length()).getBytes(ISO_8859_1);
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(block));
                if (!(certificate instanceof X509Certificate x509)) {
                    return Optional.empty();
                }
                found.add(x509);
                at = text.indexOf(BEGIN, end);
            }
        } catch (CertificateException e) {
            return Optional.empty();
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(found));
    }

    /// The certificate of who signed.
    public X509Certificate signer() {
        return certificates.getFirst();
    }

    /// Whether the signature is one of these bytes by the certificate's key.
    public boolean isSignatureOf(byte[] manifestBytes) {
        String key = signer().getPublicKey().getAlgorithm();
        if (signature.length() % 2 != 0) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(
                    "%swith%s".formatted(algorithm.replace("-", ""), key.equals("EC") ? "ECDSA" : key));
            check.initVerify(signer().getPublicKey());
            check.update(manifestBytes);
            return check.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            // An algorithm that nobody knows, or bytes that are no signature at all.
            return false;
        }
    }
}
