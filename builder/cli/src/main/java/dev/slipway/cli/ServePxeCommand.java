package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.configuration.ServedInterface;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.server.BootServer;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway serve-pxe`.
@Command(
        name = "serve-pxe",
        sortOptions = false,
        description = {
            "Boots machines from the network into their installers: DHCP or ProxyDHCP, TFTP, HTTP and HTTPS in one"
                    + " server.",
            "",
            "Serves until it is ended, and reads its configuration again when the file changes: what cannot be used is"
                    + " told and changes nothing. What happens to machines is logged on standard output, a line each."
                    + " Needs root, or cap_net_bind_service, cap_net_raw and cap_net_admin; with 'user' in the"
                    + " configuration it gives root's rights up when its ports are bound."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway serve-pxe --config pxe.yaml", "  slipway serve-pxe --config pxe.yaml --check"})
final class ServePxeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private PxeConfigOption config = new PxeConfigOption();

    @Option(names = "--check", description = "Only read the configuration, and say what is wrong with it.")
    private boolean check;

    @Mixin
    private VerbOptions options = new VerbOptions();

    ServePxeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfiguration configuration = config.read(surroundings);
        if (check) {
            say("The configuration can be used.");
            return 0;
        }
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(() -> {
            ending.countDown();
            await(ended);
        }));
        try (BootServer server =
                BootServer.start(configuration, surroundings.out(), this::notice, SlipwayCommand.Version.number())) {
            tell(configuration, server);
            ending.await();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(ServerConfiguration configuration, BootServer server) {
        int place = 0;
        for (ServedInterface served : configuration.interfaces()) {
            say("%s: %s, files at %s"
                    .formatted(served.name(), role(served), server.origins().get(place++)));
        }
        configuration
                .installers()
                .values()
                .forEach(installer -> say("installer %s: %s".formatted(installer.name(), installer.path())));
        String unknown = configuration.unknown().action().map(Enum::name).orElse("wait");
        say("%d host rules; machines that none is about: %s"
                .formatted(configuration.hosts().size(), unknown.toLowerCase(Locale.ROOT)));
        String address = configuration.admin().address();
        say("machines are shown at http://%s:%d/hosts"
                .formatted(
                        address.contains(":") ? "[" + address + "]" : address,
                        configuration.admin().port()));
    }

    private static String role(ServedInterface served) {
        return switch (served.dhcp()) {
            case PROXY -> "ProxyDHCP, beside another server that gives the addresses";
            case SERVER -> "DHCP";
            case OFF -> "no DHCP";
        };
    }

    private void say(String line) {
        if (!options.json) {
            surroundings.err().println(line);
        }
    }

    private void notice(Problem problem) {
        ProblemReport.tell(problem, options.json, surroundings);
    }
}
