package dev.slipway.pxe.trace;

import dev.slipway.pxe.host.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Takes what happens. Called by the threads that answer machines: it never blocks and never fails; what is too much is
/// dropped and counted. Safe for use by several threads.
public interface TraceSink {

    /// Forgets everything.
    TraceSink NONE = new TraceSink() {
        @Override
        public void tell(HostEvent event) {}

        @Override
        public void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload) {}

        @Override
        public void located(MacAddress mac, InetAddress address) {}

        @Override
        public Optional<MacAddress> hostAt(InetAddress address) {
            return Optional.empty();
        }
    };

    /// A machine made a step.
    void tell(HostEvent event);

    /// A datagram was received from a machine, or sent to it.
    ///
    /// @param payload what UDP carries; handed over
    void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload);

    /// A machine is known to have this address now.
    void located(MacAddress mac, InetAddress address);

    /// The machine that has this address, where that is known.
    Optional<MacAddress> hostAt(InetAddress address);
}
