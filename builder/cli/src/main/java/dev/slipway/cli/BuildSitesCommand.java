package dev.slipway.cli;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueInput;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.installer.InstallerParameters;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.siteimage.SiteImagesBuild;
import dev.slipway.builder.siteimage.SiteImagesRequest;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.builder.siteimage.SiteImagesResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway build-sites`.
@Command(
        name = "build-sites",
        sortOptions = false,
        description = {
            "Builds an installer image for every site of a catalogue, for the price of one.",
            "",
            "The image that all share is written once; a site adds its own few kilobytes and a line of the index, with"
                    + " the SHA-256 of its whole image. 'slipway sites write' and 'sites cat' make whole images of them."
                    + " Built again, only sites whose inputs changed are made anew."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway build-sites --base iso:vendor.iso --sites sites.yaml --output images",
            "  slipway build-sites --base iso:vendor.iso --sites sites.yaml --output images \\",
            "      --materialize munich-01,munich-02",
            "  slipway sites write munich-01 --images images --to /dev/sdb"
        })
final class BuildSitesCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Surroundings surroundings;

    @Option(
            names = "--base",
            paramLabel = "REFERENCE",
            completionCandidates = Candidates.Bases.class,
            description =
                    "The operating system, as build-installer has it. An ISO may be named without 'iso:'. Default:"
                            + " slipway, made on first use.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "The catalogue: sites.yaml, or a CSV file. Default: sites.yaml.")
    private Path sites = Path.of("sites.yaml");

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIRECTORY",
            required = true,
            description = "Where the images are kept.")
    private Path output = Path.of("");

    @Option(
            names = "--materialize",
            paramLabel = "SITE",
            split = ",",
            description =
                    "Write the images of these sites as files, too: SITE.iso in the output directory. Separated by"
                            + " commas, or repeated; 'all' for all.")
    private Set<String> materialize = new LinkedHashSet<>();

    @Mixin
    private MediumChoice medium = new MediumChoice();

    @Option(names = "--strict", description = "What is likely to surprise in a site's user-data stops the build, too.")
    private boolean strict;

    @Mixin
    private EvidenceChoice evidence = new EvidenceChoice();

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Mixin
    private VerbOptions options = new VerbOptions();

    BuildSitesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path directory = surroundings.directory();
        InstallerRequest request = parameters().toRequest(directory);
        SiteImagesResult result;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            progress.step("Read " + sites);
            Catalogue catalogue = Catalogue.read(directory.resolve(sites)).with(templates.in(directory));
            CatalogueRendering rendering = CatalogueRendering.of(catalogue, surroundings.environment());
            BuildCache cache = BuildCache.ofUser(surroundings.environment());
            result = new SiteImagesBuild(cache, progress, surroundings.environment())
                    .build(new SiteImagesRequest(
                            request,
                            directory.resolve(output),
                            CatalogueInput.all(catalogue, rendering, strict),
                            materialized()));
        }
        surroundings.out().println(options.json ? JsonText.event("done", result) : sentence(result));
        return 0;
    }

    private InstallerParameters parameters() {
        return new InstallerParameters(
                base.map(reference ->
                        reference.endsWith(".iso") && !reference.contains(":") ? "iso:" + reference : reference),
                Optional.of(sites),
                SeedFiles.NONE,
                Optional.of(output),
                medium.parameters(surroundings.environment()),
                Optional.empty(),
                strict,
                registry.access(),
                evidence.options());
    }

    private Materialized materialized() {
        Set<String> names = new HashSet<>(materialize);
        boolean all = names.remove(ALL);
        return new Materialized(all, all ? Set.of() : names);
    }

    private static String sentence(SiteImagesResult result) {
        String kept = result.made() == result.sites()
                ? "all made"
                : "%d made, %d as they were".formatted(result.made(), result.sites() - result.made());
        return "Wrote %s: %d %s of %s each, %s, %s beside the shared image, in %s"
                .formatted(
                        result.directory(),
                        result.sites(),
                        result.sites() == 1 ? "site" : "sites",
                        Sizes.ofBytes(result.imageBytes()),
                        kept,
                        Sizes.ofBytes(result.addedBytes()),
                        Sizes.ofTime(result.took()));
    }
}
