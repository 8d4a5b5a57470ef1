package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.siteimage.SiteEntry;
import dev.slipway.builder.siteimage.SiteImages;
import dev.slipway.ova.site.SiteOva;
import dev.slipway.ova.site.SiteOvas;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where the images of sites are kept.
final class ImagesOption {

    @Option(
            names = "--images",
            paramLabel = "DIRECTORY",
            description = "What 'slipway build-sites' or 'slipway build-ova --sites' had as its --output. Default: this"
                    + " directory.")
    private Path directory = Path.of("");

    /// Whether they are appliances, and no ISOs.
    boolean areAppliances(Surroundings surroundings) {
        return SiteOvas.areIn(surroundings.directory().resolve(directory));
    }

    SiteOvas appliances(Surroundings surroundings) {
        return SiteOvas.open(surroundings.directory().resolve(directory));
    }

    SiteImages open(Surroundings surroundings) {
        return SiteImages.open(surroundings.directory().resolve(directory));
    }

    /// @throws dev.slipway.builder.problem.ProblemException where there is none of that name
    static SiteEntry site(SiteImages images, String name) {
        return images.find(name)
                .orElseThrow(() -> unknown(name, images.entries().size()));
    }

    /// @throws dev.slipway.builder.problem.ProblemException where there is none of that name
    static SiteOva appliance(SiteOvas ovas, String name) {
        return ovas.find(name).orElseThrow(() -> unknown(name, ovas.entries().size()));
    }

    private static ProblemException unknown(String name, int known) {
        return Problem.usage("sites.unknown", "there is no image of a site '%s'".formatted(name))
                .fix("'slipway sites list' names the %d that there are".formatted(known))
                .exception();
    }
}
