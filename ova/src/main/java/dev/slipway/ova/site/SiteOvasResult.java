package dev.slipway.ova.site;

import java.nio.file.Path;
import java.time.Duration;

/// Appliances that were made.
///
/// @param sites how many
/// @param imageBytes the size of each
/// @param ownBytes what was written beside the shared one
/// @param perSite of the sites together, without what is shared, divided by their number
public record SiteOvasResult(
        Path directory, int sites, long imageBytes, long ownBytes, Duration perSite, Duration took) {}
