package dev.slipway.pxe.tftp;

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
import java.util.stream.Stream;

/// Keeps everything that it is told.
final class RecordingTrace implements TraceSink {

    private final List<HostEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<byte[]> packets = new CopyOnWriteArrayList<>();
    private final Map<InetAddress, MacAddress> hosts = new ConcurrentHashMap<>();

    void log(String line) {
        lines.add(line);
    }

    List<HostEvent> events() {
        return events;
    }

    List<byte[]> packets() {
        return packets;
    }

    /// What was told of machines that are known and of others.
    List<String> texts() {
        return Stream.concat(events.stream().map(HostEvent::text), lines.stream())
                .toList();
    }

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
}
