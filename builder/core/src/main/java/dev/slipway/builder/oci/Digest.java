package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Sha256;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The SHA-256 of some content, by which it is named (OCI image specification v1.1, "Descriptors", "Digests"). The
/// specification knows other algorithms; registries and builders write this one.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) {

    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int SHOWN_MAX = 160;
    private static final int SHORT_DIGITS = 12;

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("'%s' are not 64 lower-case hexadecimal digits".formatted(hex));
        }
    }

    /// Reads `sha256:` with its 64 digits.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is another algorithm, or no digest
    public static Digest parse(String text) {
        if (text.startsWith(PREFIX)
                && HEX.matcher(text.substring(PREFIX.length())).matches()) {
            return new Digest(text.substring(PREFIX.length()));
        }
        String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
        int colon = text.indexOf(':');
        if (colon > 0 && !text.startsWith(PREFIX)) {
            throw Problem.input(
                            "oci.digest-algorithm",
                            "'%s' is a digest of an algorithm that is not read".formatted(shown))
                    .because("'%s' is not sha256".formatted(shown.substring(0, Math.min(colon, shown.length()))))
                    .fix("name the content by its sha256 digest")
                    .exception();
        }
        throw Problem.input("oci.digest", "'%s' is no digest".formatted(shown))
                .because("a digest is sha256: with 64 digits of 0-9 and a-f")
                .exception();
    }

    /// The digest of `content`.
    public static Digest of(byte[] content) {
        return of(Sha256.of(content));
    }

    /// A hash as a digest.
    public static Digest of(Sha256 hash) {
        return new Digest(hash.hex());
    }

    /// A hash of 32 bytes as a digest.
    public static Digest ofHash(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    /// The first digits, enough for people to tell one from another.
    public String abbreviated() {
        return hex.substring(0, SHORT_DIGITS);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
