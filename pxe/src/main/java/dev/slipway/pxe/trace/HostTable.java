package dev.slipway.pxe.trace;

import static java.util.Objects.requireNonNull;

import dev.slipway.pxe.host.MacAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A bounded number of machines. Whoever is least recently seen goes first, but by rank: anybody can ask for an address
/// under any number of invented names; a rank that takes an exchange of messages is safe from that. Each rank may keep
/// a quarter of the room, so that newcomers find some too.
final class HostTable {

    private final int hostsMax;
    private final Map<Rank, SequencedMap<MacAddress, HostRecord>> ranks = new EnumMap<>(Rank.class);
    private long forgotten;

    HostTable(int hostsMax) {
        this.hostsMax = hostsMax;
        for (Rank rank : Rank.values()) {
            ranks.put(rank, new LinkedHashMap<>());
        }
    }

    /// How much trouble somebody must have taken to come here.
    enum Rank {
        /// One datagram, sent by anybody.
        HEARD,
        /// Answered us.
        SPOKE,
        /// Fetched something whole.
        FETCHED;

        static Rank of(Step step) {
            if (!step.isProgress() || step.compareTo(Step.REQUEST) < 0) {
                return HEARD;
            }
            return step.compareTo(Step.LOADER_SENT) < 0 || step == Step.DECISION ? SPOKE : FETCHED;
        }
    }

    /// The machine of that address, known or new, as the one that was seen last.
    synchronized HostRecord touch(MacAddress mac, Rank rank, Function<MacAddress, HostRecord> make) {
        for (Rank now : Rank.values()) {
            HostRecord known = of(now).remove(mac);
            if (known != null) {
                of(now.compareTo(rank) > 0 ? now : rank).put(mac, known);
                return known;
            }
        }
        if (size() >= hostsMax) {
            forgetOne();
        }
        HostRecord made = make.apply(mac);
        of(rank).put(mac, made);
        return made;
    }

    private void forgetOne() {
        int share = hostsMax / 4;
        for (Rank rank : Rank.values()) {
            if (of(rank).size() > share || rank == Rank.FETCHED) {
                of(rank).pollFirstEntry();
                forgotten++;
                return;
            }
        }
    }

    synchronized Optional<HostRecord> find(MacAddress mac) {
        for (Rank rank : Rank.values()) {
            @Nullable HostRecord known = of(rank).get(mac);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    synchronized List<HostRecord> all() {
        List<HostRecord> all = new ArrayList<>(size());
        ranks.values().forEach(rank -> all.addAll(rank.values()));
        return all;
    }

    synchronized int size() {
        return ranks.values().stream().mapToInt(Map::size).sum();
    }

    synchronized long forgotten() {
        return forgotten;
    }

    private SequencedMap<MacAddress, HostRecord> of(Rank rank) {
        return requireNonNull(ranks.get(rank));
    }
}
