package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.siteimage.SiteEntry;
import dev.slipway.builder.siteimage.SiteImages;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where the images of sites are kept.
final class ImagesOption {

    @Option(
            names = "--images",
            paramLabel = "DIRECTORY",
            description = "What 'slipway build-sites' had as its --output. Default: this directory.")
    private Path directory = Path.of("");

    SiteImages open(Surroundings surroundings) {
        return SiteImages.open(surroundings.directory().resolve(directory));
    }

    /// @throws dev.slipway.builder.problem.ProblemException where there is none of that name
    static SiteEntry site(SiteImages images, String name) {
        return images.find(name)
                .orElseThrow(() -> Problem.usage("sites.unknown", "there is no image of a site '%s'".formatted(name))
                        .fix("'slipway sites list' names the %d that there are"
                                .formatted(images.entries().size()))
                        .exception());
    }
}
