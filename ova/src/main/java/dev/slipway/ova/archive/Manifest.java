package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.image.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The digests of an appliance's files (DSP0243, chapter 5.1): a line each, in the order of the archive.
///
/// @param lines in their order
public record Manifest(List<ManifestLine> lines) {

    /// What a manifest's name ends in.
    public static final String ENDING = ".mf";

    /// Of one that is read.
    static final int SIZE_BYTES_MAX = 1 << 20;

    static final String SHA_256 = "SHA256";

    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9-]{1,20}) ?\\(([^()\\r\\n]{1,255})\\) ?= ?([0-9A-Fa-f]{1,256})");

    public Manifest {
        lines = List.copyOf(lines);
    }

    /// One file's digest.
    ///
    /// @param algorithm as it is written: `SHA256`, without a space behind it, which vSphere refuses
    /// @param digest in hexadecimal digits of lower case
    public record ManifestLine(String algorithm, String file, String digest) {

        /// By SHA-256.
        public static ManifestLine of(String file, Sha256 digest) {
            return new ManifestLine(SHA_256, file, digest.hex());
        }

        /// As OpenSSL writes it, and `sha256sum -c` reads it.
        String text() {
            return "%s(%s)= %s".formatted(algorithm, file, digest);
        }
    }

    /// The bytes of the file: every line ends in a line feed.
    public byte[] encode() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString().getBytes(US_ASCII);
    }

    /// What a manifest says, and what about its form others would stumble over.
    ///
    /// @param complaints about lines that are none
    /// @param isPlain whether lines end as on Unix, without anything else before, between or behind them
    public record Reading(Manifest manifest, List<String> complaints, boolean isPlain, boolean hasSpacedAlgorithm) {
        public Reading {
            complaints = List.copyOf(complaints);
        }
    }

    /// Reads a manifest of whatever program.
    public static Reading read(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        List<ManifestLine> lines = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        boolean spaced = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                spaced |= line.contains(" (") || line.contains(") =");
                lines.add(new ManifestLine(
                        matcher.group(1), matcher.group(2), matcher.group(3).toLowerCase(Locale.ROOT)));
            } else if (!line.isBlank()) {
                complaints.add("line %d is no 'SHA256(file)= digest'".formatted(number));
            }
        }
        Manifest manifest = new Manifest(lines);
        boolean plain = text.endsWith("\n")
                && text.chars().allMatch(unit -> unit == '\n' || (unit >= ' ' && unit < 0x7f))
                && text.lines().noneMatch(String::isBlank);
        return new Reading(manifest, complaints.stream().limit(5).toList(), plain, spaced);
    }
}
