package dev.slipway.ova.site;

import dev.slipway.builder.siteimage.SiteInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The appliances of sites that are wanted.
///
/// @param directory where they are kept
/// @param sites in the order in which they are listed
/// @param shared makes the appliance of no site, with its manifest last
public record SiteOvasRequest(Path directory, List<? extends SiteInput> sites, SharedMaker shared) {

    public SiteOvasRequest {
        sites = List.copyOf(sites);
    }

    /// Makes the appliance that all share.
    @FunctionalInterface
    public interface SharedMaker {
        /// Writes it to a file that appears when it is complete.
        SharedOva make(Path file) throws IOException;
    }
}
