package dev.slipway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command without a verb, and the one place that knows all verbs.
@Command(
        name = "slipway",
        mixinStandardHelpOptions = true,
        versionProvider = SlipwayCommand.Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "Turns one base operating system image into bootable installer ISOs and appliances.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a check failed",
            "2:the command was wrong",
            "3:the input was wrong",
            "4:the environment was not up to it: disk, network, a missing tool",
            "70:our fault; the report's place is told",
            "130:interrupted; nothing half written is left behind"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway build-installer --base rootfs:debian-live.tar \\",
            "      --user-data user-data --output installer.iso",
            "  slipway VERB --help   says more about a verb"
        })
final class SlipwayCommand implements Callable<Integer> {

    private static final int USAGE_COLUMNS_MAX = 100;
    private static final int USAGE_COLUMNS_DEFAULT = 80;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private SlipwayCommand() {}

    /// The command and its verbs, ready to be executed.
    static CommandLine in(Surroundings surroundings) {
        CommandLine line = definition(surroundings);
        ProblemReport report = new ProblemReport(surroundings);
        line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(report::wrongUse);
        line.setExecutionExceptionHandler((failure, command, parsed) -> report.failed(failure, parsed));
        return line;
    }

    /// The command and its verbs as they are defined, whatever will be done with them.
    static CommandLine definition(Surroundings surroundings) {
        CommandLine line = new CommandLine(new SlipwayCommand())
                .addSubcommand(new QuickstartCommand(surroundings))
                .addSubcommand(new BuildInstallerCommand(surroundings))
                .addSubcommand(new RewriteCommand(surroundings))
                .addSubcommand(new ExtractCommand(surroundings))
                .addSubcommand(new BuildSitesCommand(surroundings))
                .addSubcommand(new BuildSeedCommand(surroundings))
                .addSubcommand(new BuildOvaCommand(surroundings))
                .addSubcommand(new InspectCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new BootTestCommand(surroundings))
                .addSubcommand(EvidenceCommand.definition(surroundings))
                .addSubcommand(BaseCommand.definition(surroundings))
                .addSubcommand(UserDataCommand.definition(surroundings))
                .addSubcommand(SitesCommand.definition(surroundings))
                .addSubcommand(OvaCommand.definition(surroundings))
                .addSubcommand(new ServePxeCommand(surroundings))
                .addSubcommand(PxeCommand.definition(surroundings));
        // A file name that begins with @ is a file name.
        line.setExpandAtFiles(false);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setUsageHelpWidth(
                surroundings.isTerminal()
                        ? Math.clamp(surroundings.columns(), 60, USAGE_COLUMNS_MAX)
                        : USAGE_COLUMNS_DEFAULT);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /// The version of this build, from the manifest of its jar.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"slipway " + number()};
        }

        static String number() {
            return Optional.ofNullable(SlipwayCommand.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
        }
    }
}
