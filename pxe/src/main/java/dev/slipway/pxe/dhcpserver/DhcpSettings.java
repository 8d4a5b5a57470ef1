package dev.slipway.pxe.dhcpserver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the server behaves, whatever the network.
///
/// @param leases the file of leases; needed where addresses are given
/// @param synchronous whether a lease is on the disk before the client hears of it; otherwise it is with the system,
///     which is enough for the death of the server and not for that of the machine
/// @param probe how long somebody has who already uses an address to say so, before it is offered; zero asks nobody
/// @param declined for how long an address is set aside that somebody else uses
/// @param search how long other servers have to answer when this one starts; zero asks nobody
/// @param despiteOthers whether to start even where another server answers
public record DhcpSettings(
        Optional<Path> leases,
        boolean synchronous,
        Duration probe,
        Duration declined,
        Duration search,
        boolean despiteOthers) {

    private static final Duration PROBE_MAX = Duration.ofSeconds(5);
    private static final Duration SEARCH_MAX = Duration.ofSeconds(30);

    public DhcpSettings {
        if (probe.isNegative() || probe.compareTo(PROBE_MAX) > 0) {
            throw new IllegalArgumentException("probing for " + probe);
        }
        if (search.isNegative() || search.compareTo(SEARCH_MAX) > 0) {
            throw new IllegalArgumentException("searching for " + search);
        }
    }

    /// Only beside other servers: nothing to remember.
    public static DhcpSettings proxyOnly() {
        return withLeases(Optional.empty());
    }

    /// The usual ones with a file of leases.
    public static DhcpSettings at(Path leases) {
        return withLeases(Optional.of(leases));
    }

    private static DhcpSettings withLeases(Optional<Path> leases) {
        return new DhcpSettings(
                leases, false, Duration.ofMillis(250), Duration.ofHours(1), Duration.ofSeconds(4), false);
    }
}
