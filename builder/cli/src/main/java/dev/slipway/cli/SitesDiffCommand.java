package dev.slipway.cli;

import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.catalogue.Site;
import dev.slipway.builder.catalogue.SiteDifference;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway sites diff`.
@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Shows how what two sites get differs, or what another catalogue changes. Secrets are shown as asterisks.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway sites diff --sites sites.yaml munich-01 munich-02",
            "  slipway sites diff --sites sites.yaml --against old/sites.yaml",
            "  slipway sites diff --sites sites.yaml --against old/sites.yaml munich-01"
        })
final class SitesDiffCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SITE", arity = "0..2", description = "Two sites; with --against one, or none for all.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "The catalogue: sites.yaml, or a CSV file. Default: sites.yaml.")
    private Path sites = Path.of("sites.yaml");

    @Option(names = "--against", paramLabel = "FILE", description = "The catalogue as it was before.")
    private Optional<Path> against = Optional.empty();

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Mixin
    private VerbOptions options = new VerbOptions();

    SitesDiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (against.isPresent() ? names.size() > 1 : names.size() != 2) {
            throw Problem.usage("sites.diff", "a difference is between two sites, or between two catalogues")
                    .fix("name two sites, or one or none and --against")
                    .exception();
        }
        Catalogue catalogue = catalogue(sites);
        CatalogueRendering rendering = CatalogueRendering.of(catalogue, surroundings.environment());
        List<SiteDifference> differences = against.isPresent()
                ? againstOther(catalogue, rendering, catalogue(against.get()))
                : ofTwo(catalogue, rendering);
        differences.forEach(this::print);
        return 0;
    }

    private Catalogue catalogue(Path file) {
        return Catalogue.read(surroundings.directory().resolve(file)).with(templates.in(surroundings.directory()));
    }

    private List<SiteDifference> ofTwo(Catalogue catalogue, CatalogueRendering rendering) {
        Site first = SitesRenderCommand.named(catalogue, names.getFirst());
        Site second = SitesRenderCommand.named(catalogue, names.getLast());
        return SiteDifference.between(first, rendering.render(first), second, rendering.render(second)).stream()
                .toList();
    }

    private List<SiteDifference> againstOther(Catalogue catalogue, CatalogueRendering rendering, Catalogue before) {
        Optional<String> only = names.stream().findFirst();
        only.filter(name -> before.find(name).isEmpty()).ifPresent(name -> SitesRenderCommand.named(catalogue, name));
        return SiteDifference.between(
                before, CatalogueRendering.of(before, surroundings.environment()), catalogue, rendering, only);
    }

    private void print(SiteDifference difference) {
        if (options.json) {
            surroundings.out().println(JsonText.event("difference", difference));
        } else if (difference.diff().isEmpty()) {
            surroundings
                    .out()
                    .println("%s: %s"
                            .formatted(
                                    difference.site(), difference.kind().name().toLowerCase(Locale.ROOT)));
        } else {
            surroundings.out().print(difference.diff());
        }
    }
}
