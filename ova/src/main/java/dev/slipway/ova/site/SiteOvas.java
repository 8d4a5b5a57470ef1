package dev.slipway.ova.site;

import dev.slipway.builder.device.ReadBack;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.output.OutputFile;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// The appliances that a build made, ready to be written or streamed: whole ones exist only then. Safe for use by
/// several threads.
public final class SiteOvas {

    private final OvaFiles files;
    private final OvaIndex index;
    private final Image shared;
    private final Image pack;

    private SiteOvas(OvaFiles files, OvaIndex index, Image shared, Image pack) {
        this.files = files;
        this.index = index;
        this.shared = shared;
        this.pack = pack;
    }

    /// Whether a directory holds appliances of sites.
    public static boolean areIn(Path directory) {
        return Files.isRegularFile(new OvaFiles(directory).index());
    }

    /// Opens what a build left.
    ///
    /// @throws ProblemException where there is nothing, or it is damaged
    public static SiteOvas open(Path directory) {
        OvaFiles files = new OvaFiles(directory);
        OvaIndex index = OvaIndex.read(files)
                .orElseThrow(() -> Problem.input("ovas.none", "there are no appliances of sites")
                        .at(files.index().toString())
                        .fix("make them with 'slipway build-ova --sites', or name its --output with --images")
                        .exception());
        Path sharedFile = files.data(index.shared());
        Path packFile = files.data(index.pack());
        try {
            Image shared = Image.ofFile(sharedFile);
            Image pack = Image.ofFile(packFile);
            if (shared.size() != index.sizeBytes()) {
                throw files.damaged(
                        "%s has %d bytes in place of %d".formatted(sharedFile, shared.size(), index.sizeBytes()));
            }
            SiteOvas ovas = new SiteOvas(files, index, shared, pack);
            index.sites().values().forEach(ovas::check);
            return ovas;
        } catch (IOException e) {
            throw files.damaged(String.valueOf(e.getMessage()));
        }
    }

    private void check(SiteOva site) {
        if (site.packOffset() < 0 || site.packOffset() > pack.size() - site.ownBytes()) {
            throw files.damaged("the bytes of site '%s' are not in the pack".formatted(site.name()));
        }
        if (!site.ranges().isEmpty() && site.ranges().getLast().end() > shared.size()) {
            throw files.damaged("a range of site '%s' lies behind the archive".formatted(site.name()));
        }
    }

    /// All sites, in the order of the catalogue.
    public Collection<SiteOva> entries() {
        return index.sites().values();
    }

    /// The site of that name.
    public Optional<SiteOva> find(String site) {
        return Optional.ofNullable(index.sites().get(site));
    }

    /// The size of every appliance, in bytes.
    public long sizeBytes() {
        return index.sizeBytes();
    }

    /// The whole appliance of a site.
    public Image image(SiteOva site) {
        Image image = shared;
        long at = site.packOffset();
        for (OwnRange range : site.ranges()) {
            image = image.overlay(range.offset(), pack.slice(at, range.length()));
            at += range.length();
        }
        return image;
    }

    /// Writes the whole appliance of a site to a file that appears when it is complete, and reads it back. It holds the
    /// site's secrets: none but its owner may read it.
    ///
    /// @throws ProblemException where it cannot be written, or does not come back as it was
    public void writeTo(SiteOva site, Path file, BuildListener listener) {
        OutputFile output = new OutputFile(file);
        output.check();
        listener.step("Write " + file);
        Image image = image(site);
        output.writePrivate(image, listener::progress);
        listener.step("Read back " + file);
        try {
            ReadBack.of(file, image).require(listener::progress);
        } catch (IOException e) {
            throw output.failed(e, image.size());
        }
    }
}
