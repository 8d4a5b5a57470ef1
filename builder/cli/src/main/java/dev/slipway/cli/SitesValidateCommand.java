package dev.slipway.cli;

import dev.slipway.builder.catalogue.SiteFinding;
import dev.slipway.builder.catalogue.SitesValidation;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.finding.Severity;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway sites validate`.
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Finds everything that is wrong with a catalogue, and with the user-data that it makes for each site.",
            "",
            "Exit status 1 where there is an error, 3 where the catalogue cannot be read. Secrets are read, and not"
                    + " shown.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway sites validate sites.yaml",
            "  slipway sites validate --flavour kairos --strict sites.yaml",
            "  slipway sites validate --user-data user-data.ftl shops.csv"
        })
final class SitesValidateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SITES", description = "The catalogue: sites.yaml, or a CSV file.")
    private Path sites = Path.of("");

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Option(
            names = "--flavour",
            paramLabel = "NAME",
            completionCandidates = Candidates.Flavours.class,
            description =
                    "What will read the user-data: ${COMPLETION-CANDIDATES}. Tells of keys that it does not read.")
    private Optional<String> flavour = Optional.empty();

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Mixin
    private VerbOptions options = new VerbOptions();

    SitesValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ValidationContext context = ValidationContext.UNKNOWN.strict(strict);
        SitesValidation validation = SitesValidation.of(
                surroundings.directory().resolve(sites),
                templates.in(surroundings.directory()),
                surroundings.environment(),
                flavour.map(name -> context.readBy(Flavour.named(name).reader()))
                        .orElse(context));
        if (options.json) {
            validation.findings().forEach(finding -> surroundings.out().println(JsonText.event("finding", finding)));
            surroundings.out().println(JsonText.event("done", totals(validation)));
        } else {
            validation.findings().forEach(this::print);
            surroundings
                    .out()
                    .println("%d %s: %d %s, %d %s"
                            .formatted(
                                    validation.sites(),
                                    validation.sites() == 1 ? "site" : "sites",
                                    validation.count(Severity.ERROR),
                                    validation.count(Severity.ERROR) == 1 ? "error" : "errors",
                                    validation.count(Severity.WARNING),
                                    validation.count(Severity.WARNING) == 1 ? "warning" : "warnings"));
        }
        return validation.hasErrors() ? Problem.Kind.CHECK.exitStatus() : 0;
    }

    private void print(SiteFinding finding) {
        String site = finding.site().map(name -> name + ": ").orElse("");
        surroundings
                .out()
                .println(Printable.of("%s: %s: %s%s [%s]"
                        .formatted(
                                finding.where(), finding.severity().word(), site, finding.message(), finding.code())));
        finding.fix().ifPresent(fix -> surroundings.out().println(Printable.of("  fix: " + fix)));
    }

    private static Map<String, Object> totals(SitesValidation validation) {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("sites", validation.sites());
        totals.put("errors", validation.count(Severity.ERROR));
        totals.put("warnings", validation.count(Severity.WARNING));
        return totals;
    }
}
