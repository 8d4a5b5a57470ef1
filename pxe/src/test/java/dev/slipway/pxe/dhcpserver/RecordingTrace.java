package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.TraceSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what happened, for tests.
final class RecordingTrace implements TraceSink {

    final List<HostEvent> events = new CopyOnWriteArrayList<>();
    final List<byte[]> packets = new CopyOnWriteArrayList<>();
    final Map<InetAddress, MacAddress> hosts = new ConcurrentHashMap<>();

    @Override
    public void tell(HostEvent event) {
        events.add(event);
    }

    @Override
    public void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        packets.add(payload);
    }

    @Override
    public void located(MacAddress mac, InetAddress address) {
        hosts.put(address, mac);
    }

    @Override
    public Optional<MacAddress> hostAt(InetAddress address) {
        return Optional.ofNullable(hosts.get(address));
    }

    List<String> texts() {
        return events.stream().map(event -> event.step() + ": " + event.text()).toList();
    }
}
