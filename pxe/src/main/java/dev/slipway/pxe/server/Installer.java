package dev.slipway.pxe.server;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.NetworkBoot;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteExtraction.Extracted;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.pxe.configuration.InstallerPlan;
import dev.slipway.pxe.media.InstallerMedium;
import dev.slipway.pxe.media.InstallerSource;
import dev.slipway.pxe.media.MediaFile;
import dev.slipway.pxe.media.SiteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What machines of a profile boot: an installer's image, or the image that the sites of a catalogue share, with the
/// user-data of each. Safe for use by several threads.
final class Installer implements AutoCloseable {

    private static final int SEED_BYTES_MAX = 16 << 20;

    private final String name;
    private final Optional<SiteSource> sites;
    private final Consumer<Problem> notices;
    private InstallerSource medium;

    private Installer(String name, InstallerSource medium, Optional<SiteSource> sites, Consumer<Problem> notices) {
        this.name = name;
        this.medium = medium;
        this.sites = sites;
        this.notices = notices;
    }

    /// Opens what a plan names.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it cannot be opened
    static Installer open(InstallerPlan plan, Consumer<Problem> notices) {
        return switch (plan.kind()) {
            case ISO ->
                new Installer(plan.name(), InstallerSource.open(plan.path(), notices), Optional.empty(), notices);
            case SITES -> ofSites(plan.name(), plan.path(), notices);
        };
    }

    private static Installer ofSites(String name, Path directory, Consumer<Problem> notices) {
        SiteSource sites = SiteSource.open(directory, notices);
        try {
            return new Installer(name, InstallerSource.open(sites.sharedImage(), notices), Optional.of(sites), notices);
        } catch (RuntimeException e) {
            sites.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    /// The image; of sites, the one that the sites of the last build share.
    synchronized InstallerMedium medium() {
        if (sites.isPresent()) {
            Path shared = sites.get().sharedImage();
            if (!shared.equals(medium.current().file())) {
                InstallerSource next = InstallerSource.open(shared, notices);
                medium.close();
                medium = next;
            }
        }
        return medium.current();
    }

    /// How it boots over the network, where its flavour can.
    Optional<NetworkBoot> networkBoot() {
        return medium().networkBoot();
    }

    /// Makes sure that whoever this process is now may read the image: files are opened for each transfer.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it may not
    void requireReadable() {
        Path file = medium().file();
        if (!Files.isReadable(file)) {
            throw Problem.environment("pxe.unreadable", "installer '%s' cannot be read any more".formatted(name))
                    .at(file.toString())
                    .because("the server has given root's rights up")
                    .fix("let the user that 'user' names read the file and the folders above it, or leave 'user' out")
                    .exception();
        }
    }

    Optional<Flavour> flavour() {
        return medium().flavour();
    }

    /// Whether there is user-data of that site; of the image's own where no site is named.
    boolean hasSite(Optional<String> site) {
        return site.isEmpty()
                ? sites.isEmpty()
                : sites.map(all -> all.has(site.get())).orElse(false);
    }

    /// A file of a machine's seed.
    Optional<byte[]> seed(Optional<String> site, What what) {
        if (site.isPresent()) {
            return sites.flatMap(all -> all.file(site.get(), what));
        }
        return medium().userData().stream()
                .filter(file -> file.what() == what)
                .findFirst()
                .map(Installer::bytes);
    }

    private static byte[] bytes(Extracted file) {
        try {
            return file.content().toByteArray(SEED_BYTES_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole image with a site's user-data, or with what is baked in.
    Optional<MediaFile> image(Optional<String> site) {
        return site.isPresent() ? sites.flatMap(all -> all.image(site.get())) : Optional.of(medium().whole());
    }

    @Override
    public synchronized void close() {
        medium.close();
        sites.ifPresent(SiteSource::close);
    }
}
