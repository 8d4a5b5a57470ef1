package dev.slipway.pxe.trace;

import dev.slipway.pxe.host.MacAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is remembered of one machine: the last steps, in two rings so that what comes again and again does not push out
/// the rest, and the last datagrams.
final class HostRecord {

    private final MacAddress mac;
    private final TraceLimits limits;
    private final Instant firstSeen;
    private final ArrayDeque<Numbered> routine = new ArrayDeque<>();
    private final ArrayDeque<Numbered> events = new ArrayDeque<>();
    private final ArrayDeque<TracedPacket> packets = new ArrayDeque<>();
    private final Map<String, String> facts = new HashMap<>();
    private Instant lastSeen;
    private Instant since;
    private @Nullable Step furthest;
    private @Nullable HostEvent last;
    private int boots;
    private long told;
    private long packetsSeen;
    private int packetBytes;

    HostRecord(MacAddress mac, TraceLimits limits, Instant now) {
        this.mac = mac;
        this.limits = limits;
        firstSeen = now;
        lastSeen = now;
        since = now;
    }

    MacAddress mac() {
        return mac;
    }

    synchronized void tell(HostEvent event) {
        Step step = event.step();
        ArrayDeque<Numbered> ring = step.isRoutine() ? routine : events;
        if (ring.size() >= limits.eventsPerHost() / 2) {
            ring.removeFirst();
        }
        ring.addLast(new Numbered(told++, event));
        lastSeen = event.time();
        last = event;
        event.facts().forEach((name, value) -> {
            if (Facts.OF_THE_MACHINE.contains(name)) {
                facts.put(name, value);
            }
        });
        if (beginsBoot(event)) {
            boots++;
            furthest = null;
        }
        Step before = furthest;
        if (step.isProgress() && (before == null || step.compareTo(before) > 0)) {
            furthest = step;
            since = event.time();
        }
    }

    private boolean beginsBoot(HostEvent event) {
        Step before = furthest;
        if (boots == 0) {
            String client = event.facts().getOrDefault(Facts.CLIENT, "");
            return event.step() == Step.DISCOVER && (Facts.isFirmware(client) || client.equals(Facts.CLIENT_IPXE));
        }
        return before != null && Facts.beginsBoot(event, before);
    }

    synchronized void packet(TracedPacket packet) {
        packetsSeen++;
        packets.addLast(packet);
        packetBytes += packet.payload().length;
        while (packets.size() > limits.packetsPerHost() || packetBytes > limits.packetBytesPerHost()) {
            packetBytes -= packets.removeFirst().payload().length;
        }
        lastSeen = packet.time();
    }

    synchronized void located(String address) {
        facts.put(Facts.ADDRESS, address);
    }

    synchronized Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    synchronized HostState state() {
        HostEvent end = last;
        return new HostState(
                mac,
                facts,
                firstSeen,
                lastSeen,
                boots,
                Optional.ofNullable(furthest),
                since,
                end == null ? Optional.empty() : Optional.of(end.step()),
                end == null ? "" : end.text());
    }

    synchronized HostTrace trace() {
        List<HostEvent> inOrder = inOrder();
        return new HostTrace(
                state(), inOrder, told - inOrder.size(), List.copyOf(packets), packetsSeen - packets.size());
    }

    private List<HostEvent> inOrder() {
        return Stream.concat(routine.stream(), events.stream())
                .sorted(Comparator.comparingLong(Numbered::number))
                .map(Numbered::event)
                .toList();
    }

    private record Numbered(long number, HostEvent event) {}
}
