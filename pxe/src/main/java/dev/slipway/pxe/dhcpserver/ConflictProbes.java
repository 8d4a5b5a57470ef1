package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.host.MacAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Offers that wait for somebody to say that the address is taken. Bounded: who comes when too many wait is offered
/// its address unprobed. Used by the thread of the loop alone.
final class ConflictProbes {

    /// An offer that waits.
    ///
    /// @param offer the offer
    /// @param mac for whom
    /// @param request the question, to be answered anew if the address is taken
    /// @param link where
    /// @param deadline when nobody has claimed the address, by the clock of `System.nanoTime`
    record Waiting(Answer.Send offer, MacAddress mac, DhcpMessage request, Link link, long deadline) {}

    private static final int WAITING_MAX = 4096;

    private final Map<Integer, Waiting> byAddress = new LinkedHashMap<>();
    private final long patienceNanos;

    ConflictProbes(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /// Whether there is room for one more.
    boolean hasRoom() {
        return byAddress.size() < WAITING_MAX;
    }

    /// Whether somebody waits for this address.
    boolean waitsFor(int address) {
        return byAddress.containsKey(address);
    }

    void add(int address, Answer.Send offer, MacAddress mac, DhcpMessage request, Link link) {
        byAddress.put(address, new Waiting(offer, mac, request, link, System.nanoTime() + patienceNanos));
    }

    /// Somebody has this address: the offer that waits for it is off.
    Optional<Waiting> taken(int address, Link link) {
        Waiting waiting = byAddress.get(address);
        if (waiting == null || waiting.link != link) {
            return Optional.empty();
        }
        byAddress.remove(address);
        return Optional.of(waiting);
    }

    /// The next offer that has waited for long enough.
    Optional<Waiting> next(long now) {
        Iterator<Waiting> all = byAddress.values().iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        Waiting first = all.next();
        if (first.deadline - now > 0) {
            return Optional.empty();
        }
        all.remove();
        return Optional.of(first);
    }

    /// How long it takes until the next one has waited for long enough; -1 where none waits.
    long nanosToNext(long now) {
        Iterator<Waiting> all = byAddress.values().iterator();
        return all.hasNext() ? Math.max(1, all.next().deadline - now) : -1;
    }
}
