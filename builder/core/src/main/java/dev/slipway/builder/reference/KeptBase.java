package dev.slipway.builder.reference;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Platform;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the cache says of a base, in a small file beside its tar, which is written last.
///
/// @param round counts how often the base was made anew: each time has a tar of its own, so that a build that reads the
/// last one is not disturbed
record KeptBase(int round, String release, int packages, Digest digest) {

    private static final int LINES_MAX = 100;

    /// What is there.
    ///
    /// @param place of the small file
    static Optional<KeptBase> read(Path place) throws IOException {
        if (!Files.exists(place)) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        try (var lines = Files.lines(place)) {
            lines.limit(LINES_MAX).forEach(line -> {
                int blank = line.indexOf(' ');
                fields.put(line.substring(0, Math.max(0, blank)), line.substring(blank + 1));
            });
        }
        KeptBase kept;
        try {
            kept = new KeptBase(
                    Integer.parseInt(fields.getOrDefault("round", "")),
                    fields.getOrDefault("release", ""),
                    Integer.parseInt(fields.getOrDefault("packages", "")),
                    new Digest(fields.getOrDefault("sha256", "")));
        } catch (IllegalArgumentException e) {
            // Not of this version of ours: the base is made anew.
            return Optional.empty();
        }
        return Files.isRegularFile(kept.tar(place)) ? Optional.of(kept) : Optional.empty();
    }

    /// Keeps it: from now on the base is this one.
    void write(Path place) throws IOException {
        String text =
                "round %d\nrelease %s\npackages %d\nsha256 %s\n".formatted(round, release, packages, digest.hex());
        Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)).writeTo(place);
        // The last one may still be read; the one before is two refreshments old.
        Files.deleteIfExists(tar(place, round - 2));
    }

    Path tar(Path place) {
        return tar(place, round);
    }

    static Path tar(Path place, int round) {
        return place.resolveSibling("%s.%d.tar".formatted(place.getFileName(), round));
    }

    ReferenceBase asBase(Path place, Platform platform, boolean madeNow) {
        return new ReferenceBase(tar(place), platform, release, packages, digest, madeNow);
    }
}
