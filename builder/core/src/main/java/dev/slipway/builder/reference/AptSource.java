package dev.slipway.builder.reference;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One index of packages that apt knows on this machine, as `apt-get indextargets` tells it (apt-get(8), and
/// "acquire-additional-files" in apt's documentation).
///
/// @param origin who made the packages: `Debian`
/// @param uri the archive
/// @param release as the sources name it: `bookworm-updates`, or `stable`
/// @param codename what that is: `bookworm-updates`
/// @param component `main`
/// @param file where apt keeps the index
/// @param metaKey the index' name in the archive
record AptSource(
        String origin, String uri, String release, String codename, String component, String file, String metaKey) {

    /// Understands what apt printed: paragraphs of `Key: value`, with an empty line between them.
    static List<AptSource> parse(String indexTargets) {
        List<AptSource> sources = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : (indexTargets + "\n\n").lines().toList()) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                of(fields).ifPresent(sources::add);
                fields.clear();
            } else if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return sources;
    }

    private static Optional<AptSource> of(Map<String, String> fields) {
        String release = fields.getOrDefault("Release", "");
        if (!fields.getOrDefault("Created-By", "").equals("Packages") || release.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AptSource(
                fields.getOrDefault("Origin", ""),
                fields.getOrDefault("Repo-URI", ""),
                release,
                fields.getOrDefault("Codename", release),
                fields.getOrDefault("Component", ""),
                fields.getOrDefault("Filename", ""),
                fields.getOrDefault("MetaKey", "")));
    }

    boolean isOfDebian() {
        return origin.equals("Debian") && !uri.isEmpty();
    }

    /// The source for apt, in a line.
    String line() {
        return "deb %s %s %s".formatted(uri, release, component);
    }

    /// Where apt keeps the file that signs the index: beside it, under the same beginning.
    Optional<Path> releaseFile() {
        int end = file.indexOf(metaKey.replace('/', '_'));
        return metaKey.isEmpty() || end < 0
                ? Optional.empty()
                : Optional.of(Path.of(file.substring(0, end) + "InRelease"));
    }

    /// The `Date` of a release file (Debian repository format, "Release files").
    static Optional<Instant> dateIn(List<String> releaseFile) {
        return releaseFile.stream()
                .filter(line -> line.startsWith("Date:"))
                .findFirst()
                .flatMap(line -> date(line.substring("Date:".length()).strip()));
    }

    private static Optional<Instant> date(String text) {
        try {
            // apt takes UTC and GMT alike; the formatter knows GMT.
            return Optional.of(
                    ZonedDateTime.parse(text.replaceFirst("UTC$", "GMT"), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
