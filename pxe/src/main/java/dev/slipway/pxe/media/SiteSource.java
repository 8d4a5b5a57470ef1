package dev.slipway.pxe.media;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.coreos.IgnitionArchive;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.builder.siteimage.SiteEntry;
import dev.slipway.builder.siteimage.SiteImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The images of sites that `build-sites` wrote to a directory, whatever is in it at the moment. Safe for use by
/// several threads.
public final class SiteSource implements AutoCloseable {

    private static final String INDEX = "index.json";

    private final Reopening<Sites> sites;

    private SiteSource(Reopening<Sites> sites) {
        this.sites = sites;
    }

    private record Sites(SiteImages images, Instant modified) {

        static Sites open(Path directory) {
            SiteImages images = SiteImages.open(directory);
            try {
                return new Sites(
                        images,
                        Files.getLastModifiedTime(directory.resolve(INDEX)).toInstant());
            } catch (IOException e) {
                return new Sites(images, Instant.EPOCH);
            }
        }

        void close() {
            try {
                images.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Opens a directory.
    ///
    /// @param notices takes why a new index is not used
    /// @throws ProblemException where there is nothing, or it is damaged
    public static SiteSource open(Path directory, Consumer<Problem> notices) {
        return new SiteSource(
                Reopening.of(directory.resolve(INDEX), () -> Sites.open(directory), Sites::close, notices));
    }

    /// The image that all sites share, without the user-data of any. Another one after a new build.
    public Path sharedImage() {
        return sites.current().images.sharedImage();
    }

    /// The names of all sites.
    public List<String> names() {
        return sites.current().images.entries().stream().map(SiteEntry::name).toList();
    }

    /// Whether there is such a site.
    public boolean has(String site) {
        return sites.current().images.find(site).isPresent();
    }

    /// The whole image of a site, which holds its secrets.
    ///
    /// @throws ProblemException where it cannot be read
    public Optional<MediaFile> image(String site) {
        Sites now = sites.current();
        return now.images
                .find(site)
                .map(entry -> new MediaFile(
                        entry.fileName(), now.images.image(entry), ContentDigest.known(entry.sha256()), now.modified));
    }

    /// One of a site's own files, which hold its secrets; empty where it has none of that kind.
    ///
    /// @throws ProblemException where it cannot be read
    public Optional<byte[]> file(String site, What what) {
        SiteImages images = sites.current().images;
        return images.find(site).flatMap(entry -> file(images, entry, what));
    }

    private static Optional<byte[]> file(SiteImages images, SiteEntry entry, What what) {
        for (String path : Flavour.named(images.flavour()).userDataPaths()) {
            Optional<byte[]> userData = images.file(entry, path);
            if (userData.isPresent()) {
                String beside = path.substring(0, path.lastIndexOf('/') + 1) + what.title();
                Optional<byte[]> found = what == What.USER_DATA ? userData : images.file(entry, beside);
                return found.filter(bytes -> bytes.length > 0);
            }
        }
        return what == What.USER_DATA
                ? images.file(entry, EmbedArea.FILE).flatMap(IgnitionArchive::config)
                : Optional.empty();
    }

    @Override
    public void close() {
        sites.close();
    }
}
