package dev.slipway.cli;

import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.catalogue.Site;
import dev.slipway.builder.catalogue.SiteFile;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway sites render`.
@Command(
        name = "render",
        sortOptions = false,
        description = {
            "Shows what a site gets: the files that its values and the templates make. Secrets are shown as asterisks.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway sites render --sites sites.yaml munich-01",
            "  slipway sites render --sites sites.yaml --what network-config munich-01",
            "  slipway sites render --sites shops.csv --user-data user-data.ftl shop-7"
        })
final class SitesRenderCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SITE", description = "Its name.")
    private String name = "";

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "The catalogue: sites.yaml, or a CSV file. Default: sites.yaml.")
    private Path sites = Path.of("sites.yaml");

    @Option(
            names = "--what",
            paramLabel = "FILE",
            completionCandidates = Candidates.SiteFiles.class,
            description = "Which file: ${COMPLETION-CANDIDATES}. Default: user-data.")
    private String what = SiteFile.USER_DATA.title();

    @Option(names = "--show-secrets", description = "Show secrets as they are.")
    private boolean showSecrets;

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Mixin
    private VerbOptions options = new VerbOptions();

    SitesRenderCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<SiteFile> wanted = wanted();
        Catalogue catalogue =
                Catalogue.read(surroundings.directory().resolve(sites)).with(templates.in(surroundings.directory()));
        CatalogueRendering rendering = CatalogueRendering.of(catalogue, surroundings.environment());
        SiteContent content = rendering.render(named(catalogue, name));
        for (SiteFile file : wanted) {
            text(file, content).ifPresent(text -> print(file, text, wanted.size() > 1));
        }
        return 0;
    }

    private List<SiteFile> wanted() {
        List<SiteFile> wanted = List.of(SiteFile.values()).stream()
                .filter(file -> what.equals(ALL) || file.title().equals(what))
                .toList();
        if (wanted.isEmpty()) {
            throw Problem.usage("sites.what", "a site has no file '%s'".formatted(what))
                    .fix("the files are user-data, meta-data, network-config, and all of them: all")
                    .exception();
        }
        return wanted;
    }

    private Optional<String> text(SiteFile file, SiteContent content) {
        return showSecrets ? file.text(content) : file.masked(content);
    }

    private void print(SiteFile file, String text, boolean isOneOfMany) {
        if (options.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("site", name);
            members.put("file", file.title());
            members.put("text", text);
            surroundings.out().println(JsonText.event("file", members));
        } else {
            surroundings.out().print((isOneOfMany ? "# " + file.title() + "\n" : "") + text);
        }
    }

    static Site named(Catalogue catalogue, String name) {
        return catalogue
                .find(name)
                .orElseThrow(() -> Problem.usage("sites.unknown", "there is no site '%s'".formatted(name))
                        .at(catalogue.file().toString())
                        .fix("the first of its %d sites is %s"
                                .formatted(
                                        catalogue.sites().size(),
                                        catalogue.sites().getFirst().name()))
                        .exception());
    }
}
