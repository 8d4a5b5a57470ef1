package dev.slipway.builder.siteimage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a build of site images did.
///
/// @param directory where the images are kept
/// @param sites how many there are
/// @param made how many of them were made anew, the others being as they were
/// @param imageBytes the size of every image
/// @param addedBytes what the build wrote, without the shared image and files that were asked for
/// @param baseKept whether the shared image of the build before was used
/// @param materialized the files that were asked for
/// @param took how long it took
public record SiteImagesResult(
        Path directory,
        int sites,
        int made,
        long imageBytes,
        long addedBytes,
        boolean baseKept,
        List<Path> materialized,
        Duration took) {

    public SiteImagesResult {
        materialized = List.copyOf(materialized);
    }
}
