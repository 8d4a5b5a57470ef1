package dev.slipway.pxe.lease;

import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Subnet;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The free addresses of a network, in the order in which they are given: those that nobody ever had, then those that
/// have been free for longest.
final class NetworkPools {

    final Subnet subnet;
    private final Set<Integer> reserved = new HashSet<>();
    private final ArrayDeque<Binding> line = new ArrayDeque<>();
    private int pool;
    private long next;

    NetworkPools(Subnet subnet, Set<Integer> own) {
        this.subnet = subnet;
        reserved.addAll(own);
        reserved.add(subnet.network().address());
        reserved.add(subnet.network().broadcast());
        subnet.reservations().forEach(reservation -> reserved.add(reservation.address()));
    }

    /// Whether anybody may get the address.
    boolean isOpen(int address) {
        if (reserved.contains(address)) {
            return false;
        }
        for (Pool one : subnet.pools()) {
            if (one.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// Puts an address that became free at the end of the line.
    void queue(Binding binding) {
        if (!binding.inLine && isOpen(binding.address)) {
            binding.inLine = true;
            line.addLast(binding);
        }
    }

    /// The next address that was never given; -1 where there is none. Each is told once.
    long nextUnused() {
        while (pool < subnet.pools().size()) {
            Pool current = subnet.pools().get(pool);
            if (next < current.size()) {
                return Integer.toUnsignedLong(current.first()) + next++;
            }
            pool++;
            next = 0;
        }
        return -1;
    }

    /// Takes the address that has been free for longest out of the line.
    Optional<Binding> longestFree(long now) {
        while (!line.isEmpty()) {
            Binding first = line.removeFirst();
            first.inLine = false;
            if (first.isFree(now)) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }
}
