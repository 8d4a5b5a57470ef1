package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `slipway sites`, and the one place that knows its verbs.
@Command(
        name = "sites",
        synopsisSubcommandLabel = "VERB",
        description = "Looks after the sites of a fleet: a catalogue of values, and templates that make files of them.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway sites validate sites.yaml", "  slipway sites render --sites sites.yaml munich-01"})
final class SitesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    private SitesCommand() {}

    /// The verb with its verbs.
    static CommandLine definition(Surroundings surroundings) {
        return new CommandLine(new SitesCommand())
                .addSubcommand(new SitesValidateCommand(surroundings))
                .addSubcommand(new SitesRenderCommand(surroundings))
                .addSubcommand(new SitesDiffCommand(surroundings))
                .addSubcommand(new SitesListCommand(surroundings))
                .addSubcommand(new SitesCatCommand(surroundings))
                .addSubcommand(new SitesWriteCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
