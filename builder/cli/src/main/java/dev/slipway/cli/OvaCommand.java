package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `slipway ova`, and the one place that knows its verbs.
@Command(
        name = "ova",
        synopsisSubcommandLabel = "VERB",
        description = "Brings finished appliances to where they run.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  slipway ova deploy edge.ova --vcenter vcenter.example.com --library edge")
final class OvaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    private OvaCommand() {}

    /// The verb with its verbs.
    static CommandLine definition(Surroundings surroundings) {
        return new CommandLine(new OvaCommand()).addSubcommand(new OvaDeployCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
