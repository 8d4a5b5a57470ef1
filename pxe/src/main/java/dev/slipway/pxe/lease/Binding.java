package dev.slipway.pxe.lease;

import dev.slipway.pxe.host.MacAddress;
import org.jspecify.annotations.Nullable;

/// An address and what is the matter with it, as it changes.
final class Binding {

    enum Use {
        FREE,
        OFFERED,
        BOUND,
        DECLINED
    }

    final int address;
    final int network;
    MacAddress mac = new MacAddress(0);

    @Nullable
    ClientKey client;

    Use use = Use.FREE;
    /// In seconds of the epoch.
    long endsAt;
    /// When it is looked at again; the highest number where it is not waited for.
    long queuedAt = Long.MAX_VALUE;
    /// Whether it stands in the line of free addresses.
    boolean inLine;

    Binding(int address, int network) {
        this.address = address;
        this.network = network;
    }

    boolean isFree(long now) {
        return use == Use.FREE || endsAt <= now;
    }

    boolean belongsTo(ClientKey other) {
        return other.equals(client);
    }
}
