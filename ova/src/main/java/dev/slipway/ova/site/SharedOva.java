package dev.slipway.ova.site;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.image.Image;
import dev.slipway.ova.archive.ManifestSigner;
import java.io.IOException;
import java.util.Optional;

/// An appliance that is no site's yet.
///
/// @param member the file of the archive in which what is a site's own lies
/// @param placeOffset where in that file it begins
/// @param placeBytes how long it is; behind it, too, all sites are equal
/// @param places makes that file for sites
/// @param signer signs the manifest of each site
/// @param flavour who reads the site's files
public record SharedOva(
        String member,
        long placeOffset,
        long placeBytes,
        Places places,
        Optional<ManifestSigner> signer,
        Flavour flavour) {

    /// Knows where in the differing file a site's content goes.
    @FunctionalInterface
    public interface Places {
        /// What makes the file for sites.
        ///
        /// @param member the file as it lies in the written archive
        MemberMaker in(Image member) throws IOException;
    }

    /// Makes the file of the archive that differs by site. Called by several threads.
    @FunctionalInterface
    public interface MemberMaker {
        /// The file with a site's content.
        ///
        /// @return as long as that of the shared appliance
        /// @throws dev.slipway.builder.problem.ProblemException where the content does not fit
        Image of(SiteContent content) throws IOException;
    }
}
