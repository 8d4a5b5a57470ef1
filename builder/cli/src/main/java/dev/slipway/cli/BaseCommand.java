package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `slipway base`, and the one place that knows its verbs.
@Command(
        name = "base",
        synopsisSubcommandLabel = "VERB",
        description = "Makes the reference base, which installers are built of where no other base is named.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway base build --output oci:base:bookworm",
            "  slipway base recipe --output recipe",
            "  slipway base build --recipe recipe"
        })
final class BaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    private BaseCommand() {}

    /// The verb with its verbs.
    static CommandLine definition(Surroundings surroundings) {
        return new CommandLine(new BaseCommand())
                .addSubcommand(new BaseBuildCommand(surroundings))
                .addSubcommand(new BaseRecipeCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
