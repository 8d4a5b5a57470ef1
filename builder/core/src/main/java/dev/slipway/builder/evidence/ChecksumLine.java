package dev.slipway.builder.evidence;

import dev.slipway.image.Sha256;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a file that `sha256sum -c` checks (GNU coreutils, "md5sum invocation"): the digest, a blank, a blank
/// or a star, and the name. A backslash in front says that backslashes and line breaks in the name are written with
/// one.
///
/// @param sha256 the digest in lower-case hexadecimal digits
/// @param name of the file
record ChecksumLine(String sha256, String name) {

    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-fA-F]{64}) [ *](.+)", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\nr])");

    static ChecksumLine of(Subject subject) {
        return new ChecksumLine(subject.sha256(), subject.name());
    }

    /// The line with its end.
    String encode() {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + sha256 + "  " + escaped + "\n";
    }

    /// Reads a line without its end; empty where it is none.
    static Optional<ChecksumLine> decode(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(3);
        if (!matcher.group(1).isEmpty()) {
            name = ESCAPED.matcher(name)
                    .replaceAll(found -> Matcher.quoteReplacement(
                            switch (found.group(1)) {
                                case "n" -> "\n";
                                case "r" -> "\r";
                                default -> "\\";
                            }));
        }
        return Optional.of(new ChecksumLine(matcher.group(2).toLowerCase(Locale.ROOT), name));
    }

    boolean matches(Sha256 digest) {
        return digest.hex().equals(sha256);
    }
}
