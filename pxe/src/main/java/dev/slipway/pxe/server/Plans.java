package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.boot.HostDecisions;
import dev.slipway.pxe.boot.HostRules;
import dev.slipway.pxe.boot.InstalledHosts;
import dev.slipway.pxe.boot.RemoteDecisions;
import dev.slipway.pxe.configuration.InstallerPlan;
import dev.slipway.pxe.configuration.ServerConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes plans of configurations, and keeps the one in force. Safe for use by several threads; plans are made by one at
/// a time.
final class Plans implements AutoCloseable {

    private final InstalledHosts installed;
    private final Consumer<Problem> notices;
    private volatile Plan current;

    /// Makes the first plan.
    ///
    /// @throws ProblemException where something that it names cannot be opened
    Plans(ServerConfiguration configuration, InstalledHosts installed, Consumer<Problem> notices) {
        this.installed = installed;
        this.notices = notices;
        current = plan(configuration, Map.of(), Optional.empty());
    }

    /// The plan in force.
    Plan current() {
        return current;
    }

    /// Puts another configuration in force. What both name stays open.
    ///
    /// @throws ProblemException where it cannot be used; then the former one stays in force
    synchronized void change(ServerConfiguration configuration) {
        Plan former = current;
        Map<String, Installer> kept = new HashMap<>();
        former.installers().forEach((name, installer) -> {
            if (unchanged(former.configuration(), configuration, name)) {
                kept.put(name, installer);
            }
        });
        boolean sameService = former.configuration().decisions().equals(configuration.decisions());
        current = plan(configuration, kept, sameService ? former.remote() : Optional.empty());
        former.installers().forEach((name, installer) -> {
            if (!kept.containsKey(name)) {
                installer.close();
            }
        });
        if (!sameService) {
            former.remote().ifPresent(RemoteDecisions::close);
        }
    }

    private static boolean unchanged(ServerConfiguration before, ServerConfiguration after, String name) {
        return Optional.ofNullable(before.installers().get(name))
                .equals(Optional.ofNullable(after.installers().get(name)));
    }

    private Plan plan(
            ServerConfiguration configuration, Map<String, Installer> kept, Optional<RemoteDecisions> service) {
        Map<String, Installer> installers = new HashMap<>(kept);
        try {
            for (InstallerPlan plan : configuration.installers().values()) {
                if (!installers.containsKey(plan.name())) {
                    installers.put(plan.name(), Installer.open(plan, notices));
                }
            }
        } catch (RuntimeException e) {
            installers.forEach((name, installer) -> {
                if (!kept.containsKey(name)) {
                    installer.close();
                }
            });
            throw e;
        }
        Optional<RemoteDecisions> remote =
                service.or(() -> configuration.decisions().map(one -> new RemoteDecisions(one.url(), one.timeout())));
        HostRules rules = new HostRules(
                configuration.hosts(), configuration.profiles(), configuration.usualProfile(), configuration.unknown());
        return new Plan(configuration, new HostDecisions(rules, remote, installed), installers, remote);
    }

    @Override
    public void close() {
        current.installers().values().forEach(Installer::close);
        current.remote().ifPresent(RemoteDecisions::close);
    }
}
