package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.BootConfiguration;
import java.util.Optional;

/// What one site's medium brings along, whatever the flavour makes of it.
///
/// @param userData what the booted system is meant to become
/// @param metaData the site's own `meta-data` for cloud-init's NoCloud data source, or else one that is made of the
///     user-data
/// @param networkConfig the `network-config` of that data source
public record SiteContent(BootConfiguration userData, Optional<byte[]> metaData, Optional<byte[]> networkConfig) {

    /// A site that has a user-data and nothing else.
    public static SiteContent of(BootConfiguration userData) {
        return new SiteContent(userData, Optional.empty(), Optional.empty());
    }
}
