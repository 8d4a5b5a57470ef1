package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `slipway pxe`, and the one place that knows its verbs.
@Command(
        name = "pxe",
        synopsisSubcommandLabel = "VERB",
        description = "Looks after machines that boot from the network.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  slipway pxe doctor 52:54:00:12:34:56")
final class PxeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    private PxeCommand() {}

    /// The verb with its verbs.
    static CommandLine definition(Surroundings surroundings) {
        return new CommandLine(new PxeCommand())
                .addSubcommand(new PxeDoctorCommand(surroundings))
                .addSubcommand(new PxeImageCommand(surroundings))
                .addSubcommand(new PxeLeasesCommand(surroundings))
                .addSubcommand(new PxeReinstallCommand(surroundings))
                .addSubcommand(new PxeUrlCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
