package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.BootConfiguration;
import java.util.List;
import java.util.SortedMap;

/// Live systems that take their user-data from a seed of cloud-init's NoCloud data source.
sealed interface NoCloudFlavour extends LiveFlavour permits DebianLive, Casper, DracutLive {

    /// The seed on a medium, as the booted system sees it.
    NoCloudSeed seed();

    @Override
    default SiteFiles siteFiles(SiteContent content) {
        return seed().files(content);
    }

    @Override
    default List<String> userDataPaths() {
        return seed().userDataPaths();
    }

    @Override
    default List<String> requiredArguments() {
        return List.of(seed().argument());
    }

    @Override
    default SortedMap<String, byte[]> rootFiles(BootConfiguration configuration) {
        return seed().rootFiles(configuration);
    }
}
