package dev.slipway.builder.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Debian release that a base is made of, and where its packages come from.
///
/// @param release its codename: `bookworm`
/// @param sources of that release, its updates and its security updates
record DebianSources(String release, List<AptSource> sources) {

    /// A release file is some hundred lines; the date stands among the first.
    private static final int RELEASE_LINES_MAX = 100;

    DebianSources {
        sources = List.copyOf(sources);
    }

    /// Chooses among what apt knows. Where it knows several releases, the machine's own is taken, or else the first
    /// one.
    ///
    /// @param machine the codename of the machine's release
    static Optional<DebianSources> among(List<AptSource> all, Optional<String> machine) {
        List<AptSource> debian = all.stream().filter(AptSource::isOfDebian).toList();
        List<String> releases = debian.stream()
                .filter(source -> source.component().equals("main"))
                .map(AptSource::codename)
                .filter(codename -> !codename.contains("-"))
                .distinct()
                .toList();
        return machine.filter(releases::contains)
                .or(() -> releases.stream().findFirst())
                .map(release -> new DebianSources(release, ofRelease(release, debian)));
    }

    /// Backports and what is only proposed stay away: nobody asked for them.
    private static List<AptSource> ofRelease(String release, List<AptSource> debian) {
        List<String> codenames = List.of(release, release + "-updates", release + "-security");
        return debian.stream()
                .filter(source -> codenames.contains(source.codename()))
                .toList();
    }

    /// The sources for apt, a line each.
    List<String> lines() {
        return sources.stream().map(AptSource::line).sorted().distinct().toList();
    }

    /// What the content of a base depends on, whichever mirror it comes from.
    String identity() {
        return String.join(
                "\n",
                sources.stream()
                        .map(source -> source.codename() + " " + source.component())
                        .sorted()
                        .distinct()
                        .toList());
    }

    /// When the newest of the archives was made, as far as apt knows: no file of the base is said to be newer, so that
    /// a base made twice of the same archives is the same.
    Instant date() throws IOException {
        Instant newest = Instant.EPOCH;
        for (AptSource source : sources) {
            Instant date = dateOf(source);
            newest = date.isAfter(newest) ? date : newest;
        }
        return newest;
    }

    private static Instant dateOf(AptSource source) throws IOException {
        Optional<Path> known = source.releaseFile().filter(Files::isReadable);
        if (known.isEmpty()) {
            return Instant.EPOCH;
        }
        Path file = known.get();
        try (Stream<String> lines = Files.lines(file)) {
            return AptSource.dateIn(lines.limit(RELEASE_LINES_MAX).toList())
                    .orElse(Files.getLastModifiedTime(file).toInstant());
        }
    }
}
