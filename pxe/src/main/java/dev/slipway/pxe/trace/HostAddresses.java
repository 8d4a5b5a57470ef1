package dev.slipway.pxe.trace;

import dev.slipway.pxe.host.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Which machine has which address. Bounded: whoever was located longest ago is forgotten first.
final class HostAddresses {

    private final int addressesMax;
    private final Duration life;
    private final LinkedHashMap<InetAddress, Located> located = new LinkedHashMap<>();

    HostAddresses(int addressesMax, Duration life) {
        this.addressesMax = addressesMax;
        this.life = life;
    }

    synchronized void put(InetAddress address, MacAddress mac, Instant now) {
        located.remove(address);
        if (located.size() >= addressesMax) {
            located.pollFirstEntry();
        }
        located.put(address, new Located(mac, now.plus(life)));
    }

    synchronized Optional<MacAddress> find(InetAddress address, Instant now) {
        Located known = located.get(address);
        if (known == null) {
            return Optional.empty();
        }
        if (now.isAfter(known.until())) {
            located.remove(address);
            return Optional.empty();
        }
        return Optional.of(known.mac());
    }

    private record Located(MacAddress mac, Instant until) {}
}
