package dev.slipway.cli;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway user-data validate`.
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Finds everything in user-data that is wrong or likely to surprise, with file, line and column.",
            "",
            "Exit status 1 where there is an error, 3 where a file cannot be read. A comment such as"
                    + " '# slipway:ignore fixed-name' silences a finding; docs/findings has a page for each.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway user-data validate --flavour kairos user-data",
            "  slipway user-data validate --strict sites/*/user-data",
            "  slipway user-data validate --format sarif user-data > findings.sarif"
        })
final class ValidateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "User-data to check; - is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--flavour",
            paramLabel = "NAME",
            completionCandidates = Candidates.Flavours.class,
            description = "What will read it: ${COMPLETION-CANDIDATES}. Tells of keys that it does not read.")
    private Optional<String> flavour = Optional.empty();

    @Option(names = "--single-host", description = "It is for one host alone, whose name may be fixed.")
    private boolean singleHost;

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = Candidates.FindingFormats.class,
            description = "How findings are told: ${COMPLETION-CANDIDATES}. Default: text. --json is short for json.")
    private FindingFormat format = FindingFormat.TEXT;

    @Mixin
    private VerbOptions options = new VerbOptions();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ValidationContext context =
                ValidationContext.UNKNOWN.forSingleHost(singleHost).strict(strict);
        ValidationContext ofFlavour = flavour.map(
                        name -> context.readBy(Flavour.named(name).reader()))
                .orElse(context);
        ValidationRun run = ValidationRun.of(files, surroundings, ofFlavour);
        switch (options.json ? FindingFormat.JSON : format) {
            case TEXT -> new FindingList(surroundings.out()).print(run.validations());
            case JSON -> FindingEvents.print(run.validations(), surroundings.out());
            case SARIF -> surroundings.out().println(JsonText.of(Sarif.of(run.validations())));
        }
        run.problems().forEach(problem -> ProblemReport.tell(problem, options.json, surroundings));
        if (!run.problems().isEmpty()) {
            return Problem.Kind.INPUT.exitStatus();
        }
        return run.validations().stream().anyMatch(UserDataValidation::hasErrors) ? Problem.Kind.CHECK.exitStatus() : 0;
    }
}
