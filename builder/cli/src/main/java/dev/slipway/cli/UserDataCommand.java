package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `slipway user-data`, and the one place that knows its verbs.
@Command(
        name = "user-data",
        synopsisSubcommandLabel = "VERB",
        description = "Looks after user-data, before anything is built of it.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway user-data new --purpose central --output user-data",
            "  slipway user-data validate user-data"
        })
final class UserDataCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    private UserDataCommand() {}

    /// The verb with its verbs.
    static CommandLine definition(Surroundings surroundings) {
        return new CommandLine(new UserDataCommand())
                .addSubcommand(new NewCommand(surroundings))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new FixCommand(surroundings))
                .addSubcommand(new MergeCommand(surroundings))
                .addSubcommand(new NetworkCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
