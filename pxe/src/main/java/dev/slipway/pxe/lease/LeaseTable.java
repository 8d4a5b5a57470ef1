package dev.slipway.pxe.lease;

import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.subnet.Subnet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who has which address, in memory. Not safe for use by several threads. Times are seconds of the epoch.
public final class LeaseTable {

    private record Holder(ClientKey client, int network) {}

    private record Look(long at, Binding binding) {}

    private final Map<Integer, Binding> byAddress = new HashMap<>();
    private final Map<Holder, Binding> byClient = new HashMap<>();
    private final Map<Integer, NetworkPools> networks = new HashMap<>();
    private final PriorityQueue<Look> looks = new PriorityQueue<>(Comparator.comparingLong(Look::at));

    /// A table of these networks with what is known of their leases.
    ///
    /// @param own our addresses, which nobody gets
    public LeaseTable(List<Subnet> subnets, Set<Integer> own, List<Lease> known, long now) {
        for (Lease lease : known) {
            Binding binding = new Binding(lease.address(), lease.network());
            binding.mac = lease.mac();
            binding.endsAt = lease.endsAt();
            binding.use = switch (lease.state()) {
                case BOUND -> Binding.Use.BOUND;
                case RELEASED -> Binding.Use.FREE;
                case DECLINED -> Binding.Use.DECLINED;
            };
            byAddress.put(binding.address, binding);
            if (lease.state() != LeaseState.DECLINED) {
                binding.client = lease.client();
                byClient.put(new Holder(lease.client(), lease.network()), binding);
            }
        }
        networks(subnets, own, now);
    }

    /// From now on these networks. Leases in networks that are gone are kept, in case they come back.
    public void networks(List<Subnet> subnets, Set<Integer> own, long now) {
        networks.clear();
        for (Subnet subnet : subnets) {
            networks.put(subnet.network().address(), new NetworkPools(subnet, own));
        }
        List<Binding> all = new ArrayList<>(byAddress.values());
        all.sort(Comparator.comparingLong(binding -> binding.endsAt));
        for (Binding binding : all) {
            binding.inLine = false;
            if (binding.isFree(now)) {
                free(binding);
            } else {
                lookAgain(binding);
            }
        }
    }

    /// An address for a client: the one that is reserved for it, the one that it has or had, the one that it wants, or
    /// any. It is held for the client until `until`.
    ///
    /// @param reserved the address that is reserved for the client, or [Ipv4#NONE]
    /// @param wanted the address that the client asks for, or [Ipv4#NONE]
    /// @return the address; [Ipv4#NONE] where none is left
    public int offer(Subnet subnet, ClientKey client, MacAddress mac, int reserved, int wanted, long now, long until) {
        expire(now);
        Binding chosen = choose(subnet, client, reserved, wanted, now);
        if (chosen == null) {
            return Ipv4.NONE;
        }
        boolean has = chosen.use == Binding.Use.BOUND && chosen.belongsTo(client);
        if (!has) {
            hold(chosen, client, mac, Binding.Use.OFFERED, until);
        }
        return chosen.address;
    }

    private @Nullable Binding choose(Subnet subnet, ClientKey client, int reserved, int wanted, long now) {
        int network = subnet.network().address();
        NetworkPools pools = networks.get(network);
        if (pools == null) {
            return null;
        }
        if (reserved != Ipv4.NONE && isFor(reserved, client, now)) {
            return binding(reserved, network);
        }
        Binding before = byClient.get(new Holder(client, network));
        if (before != null && pools.isOpen(before.address) && isFor(before.address, client, now)) {
            return before;
        }
        if (wanted != Ipv4.NONE && pools.isOpen(wanted) && isFor(wanted, client, now)) {
            return binding(wanted, network);
        }
        for (long next = pools.nextUnused(); next >= 0; next = pools.nextUnused()) {
            int address = (int) next;
            if (!byAddress.containsKey(address) && pools.isOpen(address)) {
                return binding(address, network);
            }
        }
        return pools.longestFree(now).orElse(null);
    }

    private boolean isFor(int address, ClientKey client, long now) {
        Binding binding = byAddress.get(address);
        return binding == null
                || binding.isFree(now)
                || (binding.use != Binding.Use.DECLINED && binding.belongsTo(client));
    }

    private Binding binding(int address, int network) {
        return byAddress.computeIfAbsent(address, any -> new Binding(address, network));
    }

    private void hold(Binding binding, ClientKey client, MacAddress mac, Binding.Use use, long until) {
        if (!binding.belongsTo(client)) {
            forgetClient(binding);
            Holder holder = new Holder(client, binding.network);
            Binding other = byClient.put(holder, binding);
            if (other != null && other != binding) {
                other.client = null;
                other.endsAt = 0;
                free(other);
            }
        }
        binding.client = client;
        binding.mac = mac;
        binding.use = use;
        binding.endsAt = until;
        lookAgain(binding);
    }

    private void forgetClient(Binding binding) {
        if (binding.client != null) {
            byClient.remove(new Holder(binding.client, binding.network), binding);
            binding.client = null;
        }
    }

    /// Whether the client may have the address: it was offered it, it has it, or nobody else has a claim to it.
    public boolean mayHave(Subnet subnet, ClientKey client, int reserved, int address, long now) {
        NetworkPools pools = networks.get(subnet.network().address());
        if (pools == null || !isFor(address, client, now)) {
            return false;
        }
        return reserved == Ipv4.NONE ? pools.isOpen(address) : reserved == address;
    }

    /// Whether an address is offered to the client at the moment, or leased to it.
    public boolean holds(ClientKey client, int network, long now) {
        Binding binding = byClient.get(new Holder(client, network));
        return binding != null && !binding.isFree(now);
    }

    /// Whether this very address is offered to the client at the moment, or leased to it.
    public boolean holds(ClientKey client, int network, int address, long now) {
        Binding binding = byClient.get(new Holder(client, network));
        return binding != null && binding.address == address && !binding.isFree(now);
    }

    /// Gives the address to the client.
    public Lease bind(Subnet subnet, ClientKey client, MacAddress mac, int address, long until) {
        Binding binding = binding(address, subnet.network().address());
        hold(binding, client, mac, Binding.Use.BOUND, until);
        return lease(binding, client, LeaseState.BOUND);
    }

    /// The client does not want what it was offered.
    public void withdraw(ClientKey client, int network) {
        Binding binding = byClient.get(new Holder(client, network));
        if (binding != null && binding.use == Binding.Use.OFFERED) {
            free(binding);
        }
    }

    /// The client gives its address back; nothing happens where it has another or none.
    public @Nullable Lease release(ClientKey client, int network, int address, long now) {
        Binding binding = byClient.get(new Holder(client, network));
        if (binding == null || binding.address != address || binding.use != Binding.Use.BOUND) {
            return null;
        }
        binding.endsAt = now;
        free(binding);
        return lease(binding, client, LeaseState.RELEASED);
    }

    /// Somebody else uses an address of ours: nobody gets it until `until`.
    public Lease decline(Subnet subnet, int address, MacAddress mac, long until) {
        Binding binding = binding(address, subnet.network().address());
        forgetClient(binding);
        binding.mac = mac;
        binding.use = Binding.Use.DECLINED;
        binding.endsAt = until;
        lookAgain(binding);
        return lease(binding, new ClientKey(mac, ""), LeaseState.DECLINED);
    }

    /// All that is worth remembering.
    public List<Lease> leases() {
        List<Lease> leases = new ArrayList<>();
        for (Binding binding : byAddress.values()) {
            ClientKey client = binding.client;
            switch (binding.use) {
                case BOUND -> addTo(leases, binding, client, LeaseState.BOUND);
                case FREE -> addTo(leases, binding, client, LeaseState.RELEASED);
                case DECLINED -> leases.add(lease(binding, new ClientKey(binding.mac, ""), LeaseState.DECLINED));
                case OFFERED -> {
                    // Who was offered an address asks again after a restart.
                }
            }
        }
        return leases;
    }

    private static void addTo(List<Lease> leases, Binding binding, @Nullable ClientKey client, LeaseState state) {
        if (client != null) {
            leases.add(lease(binding, client, state));
        }
    }

    private static Lease lease(Binding binding, ClientKey client, LeaseState state) {
        return new Lease(binding.address, binding.mac, client, binding.network, state, binding.endsAt);
    }

    /// How many addresses have been given at least once.
    public int size() {
        return byAddress.size();
    }

    private void expire(long now) {
        for (Look look = looks.peek(); look != null && look.at <= now; look = looks.peek()) {
            looks.remove();
            Binding binding = look.binding;
            if (binding.queuedAt != look.at) {
                continue;
            }
            binding.queuedAt = Long.MAX_VALUE;
            if (binding.use != Binding.Use.FREE && binding.endsAt <= now) {
                free(binding);
            } else if (binding.use != Binding.Use.FREE) {
                lookAgain(binding);
            }
        }
    }

    private void free(Binding binding) {
        binding.use = Binding.Use.FREE;
        NetworkPools pools = networks.get(binding.network);
        if (pools != null) {
            pools.queue(binding);
        }
    }

    /// One entry waits for each address, and it is never later than its end: renewals do not make the queue grow.
    private void lookAgain(Binding binding) {
        if (binding.endsAt < binding.queuedAt) {
            binding.queuedAt = binding.endsAt;
            looks.add(new Look(binding.endsAt, binding));
        }
    }
}
