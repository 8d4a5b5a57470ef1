package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.admin.AdminPages;
import dev.slipway.pxe.boot.InstalledHosts;
import dev.slipway.pxe.capability.Capabilities;
import dev.slipway.pxe.capability.CapabilityKey;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.dhcpserver.DhcpServer;
import dev.slipway.pxe.http.HttpServer;
import dev.slipway.pxe.metrics.BootMetrics;
import dev.slipway.pxe.socket.Privileges;
import dev.slipway.pxe.tftp.TftpServer;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.TraceSink;
import dev.slipway.pxe.trace.Traces;
import dev.slipway.pxe.trace.log.LogFormat;
import dev.slipway.pxe.trace.log.TraceLog;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The whole boot server. Started, it serves until it is closed; the configuration's file is read again
/// when it changes.
public final class BootServer implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ServerConfiguration configuration;
    private final List<Addresses> addresses;
    private final Consumer<Problem> notices;
    private final Traces traces;
    private final List<HttpServer> http = new ArrayList<>();
    private Optional<DhcpServer> dhcp = Optional.empty();

    private BootServer(ServerConfiguration configuration, PrintStream log, Consumer<Problem> notices) {
        this.configuration = configuration;
        this.notices = notices;
        addresses = configuration.interfaces().stream().map(Addresses::of).toList();
        traces = new Traces(TraceLimits.standard(), Clock.systemUTC());
        opened.push(TraceLog.start(traces, configuration.jsonLog() ? LogFormat.JSON : LogFormat.TEXT, log));
    }

    /// Opens all that the configuration names, and begins to serve. Whatever was opened is closed again where something
    /// cannot be.
    ///
    /// @param log takes what happens to machines, a line each
    /// @param notices takes what an administrator should know
    /// @param version of this build
    /// @throws ProblemException where something cannot be opened
    public static BootServer start(
            ServerConfiguration configuration, PrintStream log, Consumer<Problem> notices, String version) {
        BootServer server = new BootServer(configuration, log, notices);
        try {
            server.open(version);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void open(String version) {
        StateFolder state = StateFolder.open(configuration.state());
        InstalledHosts installed = kept(InstalledHosts.open(state.file("installed")));
        Capabilities capabilities = new Capabilities(CapabilityKey.open(state.file("capability.key")));
        Plans plans = kept(new Plans(configuration, installed, notices));
        BootMetrics metrics = new BootMetrics(version);
        TraceSink trace = metrics.counting(traces);
        Context context = new Context(plans::current, capabilities, installed, trace, notices, Clock.systemUTC());
        Loaders loaders = new Loaders(Loaders.open(configuration), new GrubFiles(context, addresses));
        Listeners listeners = new Listeners(configuration, addresses, trace, notices);

        TftpServer tftp = kept(listeners.tftp(loaders, line -> {}));
        listeners.http(new ServerRoutes(context, loaders, metrics).routes()).forEach(server -> {
            opened.push(() -> server.stop(STOP_PATIENCE));
            http.add(server);
        });
        ServerCounts counts = new ServerCounts(metrics);
        counts.tftp(tftp.counters());
        http.stream().findFirst().ifPresent(server -> counts.http(server.counts()));
        dhcp = listeners.dhcp(new DhcpAnswers(context, loaders), state.file("leases"));
        dhcp.ifPresent(server -> {
            opened.push(server);
            counts.dhcp(server);
        });
        listeners.dhcp6(new DhcpAnswers(context, loaders)).ifPresent(opened::push);
        AdminPages pages = new AdminPages(traces, metrics, Clock.systemUTC(), this::complaint);
        opened.push(listeners.admin(new AdminRoute(context, pages)));
        configuration.user().ifPresent(user -> {
            state.giveTo(user);
            Privileges.drop(user);
            plans.current().installers().values().forEach(Installer::requireReadable);
        });
        kept(ConfigurationWatch.start(configuration.file(), next -> change(plans, next), notices));
    }

    private <T extends AutoCloseable> T kept(T one) {
        opened.push(one);
        return one;
    }

    /// Puts a new configuration in force, as far as that goes without a new start.
    private void change(Plans plans, ServerConfiguration next) {
        if (!next.interfaces().equals(configuration.interfaces())
                || !next.http().equals(configuration.http())
                || !next.tftp().equals(configuration.tftp())
                || !next.admin().equals(configuration.admin())
                || !next.state().equals(configuration.state())
                || !next.user().equals(configuration.user())
                || !next.loaders().directory().equals(configuration.loaders().directory())) {
            notices.accept(Problem.input("pxe.restart", "a part of the new configuration waits for a new start")
                    .at(next.file().toString())
                    .because("'interfaces', 'http', 'tftp', 'loaders.directory', 'admin', 'state' and 'user' are"
                            + " taken up at the start only; all else is in force now")
                    .fix("start the server anew when no machine is booting"));
        }
        plans.change(next);
        dhcp.ifPresent(server -> server.reconfigure(Listeners.interfaces(configuration, next, addresses)));
        notices.accept(Problem.check("pxe.reloaded", "the new configuration is in force")
                .at(next.file().toString()));
    }

    /// Why the server is not well, where it is not.
    private Optional<String> complaint() {
        return dhcp.filter(server -> !server.isAlive()).map(server -> "DHCP does not answer any more");
    }

    /// Where files are had, such as `http://192.168.7.1`.
    public List<String> origins() {
        return addresses.stream()
                .map(one -> Origin.of(configuration, one.address()))
                .toList();
    }

    /// What happened to machines so far.
    public Traces traces() {
        return traces;
    }

    /// Where its state is kept.
    public Path state() {
        return configuration.state();
    }

    /// Lets transfers end for a while, and closes everything.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                notices.accept(Problem.environment("pxe.close", "a part of the server did not close")
                        .because(String.valueOf(e.getMessage())));
            }
        }
    }
}
