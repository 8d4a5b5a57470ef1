package dev.slipway.ova.seed;

import java.nio.file.Path;
import java.util.List;

/// A seed that was written.
///
/// @param files their names
public record SeedResult(Path output, long sizeBytes, SeedMedium medium, List<String> files) {

    public SeedResult {
        files = List.copyOf(files);
    }
}
