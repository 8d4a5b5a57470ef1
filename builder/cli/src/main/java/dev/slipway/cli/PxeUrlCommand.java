package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.server.ImageUrl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway pxe url`.
@Command(
        name = "url",
        sortOptions = false,
        description =
                "Prints the URL of a whole ISO, for management controllers that boot one as virtual media. It holds"
                        + " user-data: whoever has the URL can read it until it ends.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  slipway pxe url --config pxe.yaml --installer fleet --site munich-01 --lifetime 1h")
final class PxeUrlCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private PxeConfigOption config = new PxeConfigOption();

    @Option(
            names = "--installer",
            paramLabel = "NAME",
            description = "Which installer. Default: the only one there is.")
    private Optional<String> installer = Optional.empty();

    @Option(
            names = "--site",
            paramLabel = "SITE",
            description = "Which site, where the installer is a folder of sites.")
    private Optional<String> site = Optional.empty();

    @Option(
            names = "--lifetime",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long it works: 90s, 30m, 4h. Default: 'capability-lifetime' of the configuration.")
    private Optional<Duration> lifetime = Optional.empty();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    PxeUrlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerConfiguration configuration = config.read(surroundings);
        String name = installer
                .or(() -> configuration.installers().size() == 1
                        ? configuration.installers().keySet().stream().findFirst()
                        : Optional.empty())
                .filter(configuration.installers()::containsKey)
                .orElseThrow(() -> Problem.usage("pxe.installer", "which installer?")
                        .fix("--installer is one of "
                                + String.join(", ", configuration.installers().keySet()))
                        .exception());
        surroundings
                .out()
                .println(ImageUrl.of(configuration, name, site, lifetime.orElse(configuration.capabilityLifetime())));
        return 0;
    }
}
