package dev.slipway.pxe.trace;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostTable.Rank;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// Remembers what happens, within bounds, and passes it on to whoever subscribed. Locks are held for the time of a few
/// moves in memory; no reader ever waits for a writer to do more than that.
public final class Traces implements TraceSink {

    private final TraceLimits limits;
    private final InstantSource clock;
    private final HostTable hosts;
    private final HostAddresses addresses;
    private final CopyOnWriteArrayList<TraceSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final LongAdder told = new LongAdder();
    private final LongAdder droppedBefore = new LongAdder();

    /// Nothing is remembered yet.
    public Traces(TraceLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        hosts = new HostTable(limits.hosts());
        addresses = new HostAddresses(limits.addresses(), limits.addressLife());
    }

    @Override
    public void tell(HostEvent event) {
        told.increment();
        record(event.mac(), Rank.of(event.step()), event.time()).tell(event);
        for (TraceSubscription each : subscriptions) {
            each.offer(event);
        }
    }

    @Override
    public void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        packet(mac, from, to, payload, clock.instant());
    }

    /// The same at another time: for what was captured earlier.
    public void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload, Instant time) {
        byte[] kept = payload.length > limits.packetBytes() ? Arrays.copyOf(payload, limits.packetBytes()) : payload;
        record(mac, Rank.HEARD, time).packet(new TracedPacket(time, from, to, kept, payload.length));
    }

    private HostRecord record(MacAddress mac, Rank rank, Instant now) {
        return hosts.touch(mac, rank, made -> new HostRecord(made, limits, now));
    }

    @Override
    public void located(MacAddress mac, InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            addresses.put(address, mac, clock.instant());
            hosts.find(mac).ifPresent(host -> host.located(address.getHostAddress()));
        }
    }

    @Override
    public Optional<MacAddress> hostAt(InetAddress address) {
        return addresses.find(address, clock.instant());
    }

    /// All machines that are remembered, the one that was seen last first.
    public List<HostState> hosts() {
        return hosts.all().stream()
                .map(HostRecord::state)
                .sorted(Comparator.comparing(HostState::lastSeen).reversed().thenComparing(HostState::mac))
                .toList();
    }

    /// One machine.
    public Optional<HostTrace> of(MacAddress mac) {
        return hosts.find(mac).map(HostRecord::trace);
    }

    /// What is known of a machine by one of the names in [Facts].
    public Optional<String> fact(MacAddress mac, String name) {
        return hosts.find(mac).flatMap(host -> host.fact(name));
    }

    /// What happens from now on, for a reader who may lag behind by so many events.
    public TraceSubscription subscribe(int capacity) {
        TraceSubscription subscription = new TraceSubscription(capacity, ended -> {
            if (subscriptions.remove(ended)) {
                droppedBefore.add(ended.dropped());
            }
        });
        subscriptions.add(subscription);
        return subscription;
    }

    /// How many events there were.
    public long told() {
        return told.sum();
    }

    /// How many events some reader was too slow for.
    public long dropped() {
        return droppedBefore.sum()
                + subscriptions.stream().mapToLong(TraceSubscription::dropped).sum();
    }

    /// How many machines are remembered.
    public int size() {
        return hosts.size();
    }

    /// How many machines were forgotten because others came.
    public long forgotten() {
        return hosts.forgotten();
    }
}
