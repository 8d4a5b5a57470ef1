package dev.slipway.builder.siteimage;

import dev.slipway.builder.installer.InstallerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Everything that decides the images of some sites.
///
/// @param medium what all images are made of and how; its user-data is only a name for messages, its output not used
/// @param directory where the images are kept
/// @param sites the sites, in the order in which they are listed
/// @param materialized the sites whose images are wanted as files, too
public record SiteImagesRequest(
        InstallerRequest medium, Path directory, List<? extends SiteInput> sites, Materialized materialized) {

    public SiteImagesRequest {
        sites = List.copyOf(sites);
    }

    /// The sites whose images are written as files.
    ///
    /// @param all every one
    /// @param names these, where it is not all
    public record Materialized(boolean all, Set<String> names) {

        /// No files but the shared one.
        public static final Materialized NONE = new Materialized(false, Set.of());

        public Materialized {
            names = Set.copyOf(names);
        }

        boolean wants(String site) {
            return all || names.contains(site);
        }
    }
}
