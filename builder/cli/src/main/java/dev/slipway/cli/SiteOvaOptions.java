package dev.slipway.cli;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueInput;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.ova.build.OvaParameters;
import dev.slipway.ova.build.SitesBuild;
import dev.slipway.ova.site.SiteOva;
import dev.slipway.ova.site.SiteOvas;
import dev.slipway.ova.site.SiteOvasResult;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// The options of a build of appliances for a whole catalogue, and what comes of them.
final class SiteOvaOptions {

    private static final String ALL = "all";

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description =
                    "A catalogue (sites.yaml, or a CSV file): an appliance for each of its sites. With a base, each"
                            + " has its user-data on its disk; with a finished disk, in its drive for CDs.")
    private Optional<Path> sites = Optional.empty();

    @Option(
            names = "--materialize",
            paramLabel = "SITE",
            split = ",",
            description = "With --sites: write the appliances of these sites as files, too: SITE.ova in the output"
                    + " directory. Separated by commas, or repeated; 'all' for all.")
    private Set<String> materialize = new LinkedHashSet<>();

    boolean areWanted() {
        return sites.isPresent();
    }

    /// Builds them.
    ///
    /// @return the exit status
    int build(
            OvaParameters parameters,
            OvaSourceOptions source,
            BuildCache cache,
            Surroundings surroundings,
            boolean json) {
        Path directory = surroundings.directory();
        Path list = sites.orElseThrow();
        SiteOvasResult result;
        try (Progress progress = Progress.in(surroundings, json)) {
            progress.step("Read " + list);
            Catalogue catalogue = Catalogue.read(directory.resolve(list)).with(source.templates(directory));
            CatalogueRendering rendering = CatalogueRendering.of(catalogue, surroundings.environment());
            result = new SitesBuild(cache, new GuestProgress(progress), surroundings.environment())
                    .build(
                            parameters.toSitesRequest(directory),
                            CatalogueInput.all(catalogue, rendering, source.isStrict()));
            materialize(result.directory(), progress);
        }
        surroundings.out().println(json ? JsonText.event("done", result) : sentence(result));
        return 0;
    }

    private void materialize(Path directory, Progress progress) {
        if (materialize.isEmpty()) {
            return;
        }
        SiteOvas ovas = SiteOvas.open(directory);
        if (materialize.contains(ALL)) {
            ovas.entries().forEach(site -> ovas.writeTo(site, directory.resolve(site.fileName()), progress));
            return;
        }
        for (String name : materialize) {
            SiteOva site = ImagesOption.appliance(ovas, name);
            ovas.writeTo(site, directory.resolve(site.fileName()), progress);
        }
    }

    private static String sentence(SiteOvasResult result) {
        return "Wrote %s: %d %s of %s each, %s beside the shared appliance, in %s"
                .formatted(
                        Printable.of(result.directory().toString()),
                        result.sites(),
                        result.sites() == 1 ? "site" : "sites",
                        Sizes.ofBytes(result.imageBytes()),
                        Sizes.ofBytes(result.ownBytes()),
                        Sizes.ofTime(result.took()));
    }
}
