package dev.slipway.pxe.tftp;

import dev.slipway.pxe.host.Ipv4;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the server works.
///
/// @param listeners where it listens
/// @param port where it listens, usually 69
/// @param dataPorts the ports that files are sent from, of which at most [#DATA_PORTS_MAX] are used; empty where they
///     are sent from the port that was asked, which passes through firewalls and NAT
/// @param blockSizeMax the largest block, whatever the way to the client would take
/// @param windowMax the largest window in blocks
/// @param timeout to wait for the first acknowledgement; later ones by how long earlier ones took
/// @param patience after which a client that says nothing new is given up
/// @param transfersMax at one time
/// @param transfersPerClientMax at one time for one address
/// @param cacheBytes of files that are kept in memory
public record TftpOptions(
        List<Listener> listeners,
        int port,
        Optional<PortRange> dataPorts,
        int blockSizeMax,
        int windowMax,
        Duration timeout,
        Duration patience,
        int transfersMax,
        int transfersPerClientMax,
        long cacheBytes) {

    /// More than one is only needed where somebody insists on a range.
    public static final int DATA_PORTS_MAX = 16;

    private static final int WINDOW_LIMIT = 1024;

    public TftpOptions {
        listeners = List.copyOf(listeners);
        if (listeners.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("listeners " + listeners + ", port " + port);
        }
        if (blockSizeMax < Negotiation.BLOCK_SIZE || blockSizeMax > Negotiation.BLOCK_SIZE_MAX) {
            throw new IllegalArgumentException("blocks of " + blockSizeMax + " bytes");
        }
        if (windowMax < 1 || windowMax > WINDOW_LIMIT) {
            throw new IllegalArgumentException("windows of " + windowMax + " blocks");
        }
        if (transfersMax < 1 || transfersPerClientMax < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException("bounds must allow a transfer");
        }
        if (timeout.isNegative() || timeout.isZero() || patience.compareTo(timeout) < 0) {
            throw new IllegalArgumentException("timeout " + timeout + ", patience " + patience);
        }
    }

    /// Everywhere at port 69, from one port, with bounds for a thousand machines that boot at once.
    public static TftpOptions usual() {
        return new TftpOptions(
                List.of(new Listener(Ipv4.ANY, Optional.empty())),
                69,
                Optional.empty(),
                Negotiation.BLOCK_SIZE_MAX,
                64,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                2048,
                16,
                64L << 20);
    }

    /// The same at these places.
    public TftpOptions withListeners(List<Listener> places) {
        return new TftpOptions(
                places,
                port,
                dataPorts,
                blockSizeMax,
                windowMax,
                timeout,
                patience,
                transfersMax,
                transfersPerClientMax,
                cacheBytes);
    }

    /// The same with files sent from these ports.
    public TftpOptions withDataPorts(PortRange range) {
        return new TftpOptions(
                listeners,
                port,
                Optional.of(range),
                blockSizeMax,
                windowMax,
                timeout,
                patience,
                transfersMax,
                transfersPerClientMax,
                cacheBytes);
    }

    /// The same with other times.
    public TftpOptions withTimes(Duration first, Duration untilGivenUp) {
        return new TftpOptions(
                listeners,
                port,
                dataPorts,
                blockSizeMax,
                windowMax,
                first,
                untilGivenUp,
                transfersMax,
                transfersPerClientMax,
                cacheBytes);
    }

    /// The same with other bounds.
    public TftpOptions withBounds(int transfers, int transfersPerClient, long bytesInMemory) {
        return new TftpOptions(
                listeners,
                port,
                dataPorts,
                blockSizeMax,
                windowMax,
                timeout,
                patience,
                transfers,
                transfersPerClient,
                bytesInMemory);
    }

    /// A place to listen at.
    ///
    /// @param address of this machine, or [Ipv4#ANY]
    /// @param device the interface whose requests alone are answered
    public record Listener(int address, Optional<String> device) {}

    /// Ports, both ends included.
    public record PortRange(int first, int last) {

        public PortRange {
            if (first < 1 || last < first || last > 65_535) {
                throw new IllegalArgumentException("ports " + first + " to " + last);
            }
        }
    }
}
