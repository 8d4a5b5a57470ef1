package dev.slipway.pxe.server;

import dev.slipway.pxe.boot.HostDecisions;
import dev.slipway.pxe.boot.RemoteDecisions;
import dev.slipway.pxe.configuration.ServerConfiguration;
import java.util.Map;
import java.util.Optional;

/// What is in force: a configuration with all that was opened for it.
///
/// @param installers by name
/// @param remote the service that decides, where there is one
record Plan(
        ServerConfiguration configuration,
        HostDecisions decisions,
        Map<String, Installer> installers,
        Optional<RemoteDecisions> remote) {

    Plan {
        installers = Map.copyOf(installers);
    }

    /// The installer of that name.
    Optional<Installer> installer(String name) {
        return Optional.ofNullable(installers.get(name));
    }

    /// How machines reach us that know one of our addresses: the beginning of URLs.
    String origin(int address) {
        return Origin.of(configuration, address);
    }
}
