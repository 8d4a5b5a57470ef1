package dev.slipway.pxe.http;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.TraceSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps what it is told, for one machine that has every address.
final class RecordedTrace implements TraceSink {

    static final MacAddress HOST = new MacAddress(0x525400abcdefL);

    private final BlockingQueue<HostEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void tell(HostEvent event) {
        events.add(event);
    }

    @Override
    public void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload) {}

    @Override
    public void located(MacAddress mac, InetAddress address) {}

    @Override
    public Optional<MacAddress> hostAt(InetAddress address) {
        return Optional.of(HOST);
    }

    /// The next event, waited for as long as a busy machine may need.
    HostEvent next() throws InterruptedException {
        HostEvent event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was told");
        }
        return event;
    }

    /// What was told and not taken.
    List<HostEvent> rest() {
        return List.copyOf(events);
    }
}
