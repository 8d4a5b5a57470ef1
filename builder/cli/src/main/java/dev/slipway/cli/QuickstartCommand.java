package dev.slipway.cli;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.quickstart.Quickstart;
import dev.slipway.builder.quickstart.QuickstartRequest;
import dev.slipway.builder.quickstart.QuickstartResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway quickstart`.
@Command(
        name = "quickstart",
        description = {
            "Goes the whole way: a base, an installer, a machine that it installs, and its first boot.",
            "",
            "Makes the reference base, builds an installer with the user-data, verifies it, installs an empty disk in a"
                    + " virtual machine and boots that until its login prompt. Needs mmdebstrap, QEMU and OVMF, which"
                    + " the launcher installs when root runs it. What has not changed since the last run is used again,"
                    + " but for the boot. Where the machine has no KVM, it takes some minutes."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway quickstart",
            "  slipway quickstart --user-data user-data --output out/shop",
            "  slipway quickstart --json | jq 'select(.event == \"done\") | .steps[]'"
        })
final class QuickstartCommand implements Callable<Integer> {

    /// Set by the launcher: the folder of the sources, where the example is.
    private static final String CHECKOUT_PROPERTY = "slipway.checkout";

    private final Surroundings surroundings;

    @Option(
            names = "--user-data",
            paramLabel = "FILE",
            description = "The cloud-config that is baked in. Default: examples/user-data of Slipway's sources.")
    private Optional<Path> userData = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIRECTORY",
            description = "Where the installer, the disk, pictures of the screens and logs of the consoles go."
                    + " Default: out/quickstart.")
    private Path output = Path.of("out/quickstart");

    @Mixin
    private VerbOptions options = new VerbOptions();

    QuickstartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        QuickstartResult result;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            result = new Quickstart(
                            BuildCache.ofUser(surroundings.environment()),
                            surroundings.environment(),
                            new QuickstartProgress(progress))
                    .run(request());
        }
        if (options.json) {
            surroundings.out().println(JsonText.event("done", result));
        } else {
            new QuickstartSummary(surroundings.out()).print(result);
        }
        return 0;
    }

    private QuickstartRequest request() {
        return new QuickstartRequest(
                userData.map(surroundings.directory()::resolve).orElseGet(this::example),
                surroundings.directory().resolve(output),
                build());
    }

    private Path example() {
        Path checkout = Optional.ofNullable(System.getProperty(CHECKOUT_PROPERTY))
                .map(Path::of)
                .orElse(surroundings.directory());
        return checkout.resolve("examples/user-data");
    }

    /// The version alone does not tell one build of the same sources in work from the next; the time of its jar does.
    private static String build() {
        String version = SlipwayCommand.Version.number();
        try {
            Path jar = Path.of(Quickstart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return version + " of " + Files.getLastModifiedTime(jar).toInstant();
        } catch (IOException | URISyntaxException e) {
            return version;
        }
    }
}
