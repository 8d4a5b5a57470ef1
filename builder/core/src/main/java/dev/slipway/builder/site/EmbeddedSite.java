package dev.slipway.builder.site;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.coreos.IgnitionArchive;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Image;
import java.io.IOException;
import java.util.List;

/// The place of a site's files in an image of CoreOS: its embed area, which is one file whose size never changes.
public final class EmbeddedSite {

    /// The flavour that has such images.
    public static final Flavour FLAVOUR = Flavour.named("coreos");

    private EmbeddedSite() {}

    /// The medium that such an image is.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where more than a config would be lost
    public static SiteMedium in(Image image, EmbedArea area) throws IOException {
        List<String> others = IgnitionArchive.others(area.content(image));
        if (!others.isEmpty()) {
            throw Problem.input("coreos.others", "the embed area holds more than an Ignition config")
                    .at("/" + EmbedArea.FILE)
                    .because("it holds " + others.getFirst() + ", which would be lost")
                    .fix("take it out with 'coreos-installer iso reset', and say it in the Ignition config")
                    .exception();
        }
        SiteFile file = new SiteFile(EmbedArea.FILE, area.offset(), area.length(), List.of());
        return SiteMedium.of(
                image, FLAVOUR, new SiteDescriptor(FLAVOUR.name(), area.offset(), area.length(), List.of(file)));
    }
}
