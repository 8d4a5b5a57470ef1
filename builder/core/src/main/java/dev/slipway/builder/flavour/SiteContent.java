package dev.slipway.builder.flavour;

import dev.slipway.builder.problem.Problem;
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

    /// For flavours whose readers know a user-data alone.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is more
    void requireUserDataAlone(String flavour) {
        boolean networked = networkConfig.isPresent();
        if (networked || metaData.isPresent()) {
            throw Problem.input(
                            "site.no-seed",
                            "flavour '%s' reads no %s"
                                    .formatted(flavour, networked ? SiteFiles.NETWORK_CONFIG : SiteFiles.META_DATA))
                    .because("only cloud-init looks for one beside the user-data, and this medium's reader is another")
                    .fix(
                            networked
                                    ? "say it in the user-data itself"
                                    : "leave it out: whatever it says belongs into the user-data itself")
                    .exception();
        }
    }
}
