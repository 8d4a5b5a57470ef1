package dev.slipway.pxe.configuration;

import java.nio.file.Path;

/// Where an installer comes from.
///
/// @param name by which profiles name it
/// @param path an ISO, or a folder of `build-sites`
/// @param kind which of them
public record InstallerPlan(String name, Path path, Kind kind) {

    /// What lies at the path.
    public enum Kind {
        ISO,
        SITES
    }
}
