package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `slipway evidence`, and the one place that knows its verbs.
@Command(
        name = "evidence",
        synopsisSubcommandLabel = "VERB",
        description = "Looks at what lies beside an image to prove what it is and what it was made of.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway evidence verify installer.iso", "  slipway evidence verify --key key.pub installer.iso"})
final class EvidenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    private EvidenceCommand() {}

    /// The verb with its verbs.
    static CommandLine definition(Surroundings surroundings) {
        return new CommandLine(new EvidenceCommand()).addSubcommand(new EvidenceVerifyCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
