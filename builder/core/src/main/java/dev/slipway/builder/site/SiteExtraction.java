package dev.slipway.builder.site;

import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.inspection.MediumReading.BakedFile;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Gets a site's files back out of an image, byte for byte: from their place, where it has one, or else from where the
/// readers of its flavour look.
public final class SiteExtraction {

    private static final int FILE_BYTES_MAX = 4 << 20;

    private SiteExtraction() {}

    /// What a file of a site is.
    public enum What {
        USER_DATA,
        META_DATA,
        NETWORK_CONFIG;

        /// As cloud-init calls it, and as users write it.
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static What of(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (name.equals(META_DATA.title())) {
                return META_DATA;
            }
            return name.equals(NETWORK_CONFIG.title()) ? NETWORK_CONFIG : USER_DATA;
        }
    }

    /// A file of a site.
    ///
    /// @param path on the medium
    public record Extracted(What what, String path, Image content) {

        /// All of it.
        public byte[] bytes() throws IOException {
            return content.toByteArray(FILE_BYTES_MAX);
        }
    }

    /// Every file of the image's site, empty ones left out.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the image cannot be read, or a change of it was
    ///     interrupted
    public static List<Extracted> of(Path image) {
        RewriteJournal.refuseUnfinished(image);
        Optional<SiteMedium> medium = SiteMediumFile.find(image);
        boolean plain = medium.filter(found -> !found.flavour().equals(EmbeddedSite.FLAVOUR))
                .isPresent();
        return plain ? ofArea(medium.orElseThrow()) : ofTree(MediumReading.open(image));
    }

    /// One file of the image's site.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it has none of that kind
    public static Extracted of(Path image, What what) {
        return of(image).stream()
                .filter(file -> file.what() == what)
                .findFirst()
                .orElseThrow(() -> Problem.input("extract.none", "the image holds no " + what.title())
                        .at(image.toString())
                        .fix("'slipway inspect %s' shows what it holds".formatted(image))
                        .exception());
    }

    private static List<Extracted> ofArea(SiteMedium medium) {
        List<Extracted> found = new ArrayList<>();
        for (SiteFile file : medium.descriptor().files()) {
            Image content = medium.current(file);
            if (content.size() > 0) {
                found.add(new Extracted(What.of(file.path()), file.path(), content));
            }
        }
        return found;
    }

    private static List<Extracted> ofTree(MediumReading medium) {
        List<Extracted> found = new ArrayList<>();
        Optional<BakedFile> userData = medium.userData();
        if (userData.isEmpty()) {
            return found;
        }
        String path = userData.get().path();
        found.add(new Extracted(What.USER_DATA, path, userData.get().node().content()));
        if (path.endsWith(What.USER_DATA.title())) {
            String directory =
                    path.substring(0, path.length() - What.USER_DATA.title().length());
            for (What beside : List.of(What.META_DATA, What.NETWORK_CONFIG)) {
                String name = directory + beside.title();
                if (medium.iso().tree().root().find(name) instanceof RegularFile file
                        && file.content().size() > 0) {
                    found.add(new Extracted(beside, name, file.content()));
                }
            }
        }
        return found;
    }
}
