package dev.slipway.pxe.dhcp6;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Addresses of one network for those who ask: a prefix of 96 bits or less leaves room for 2^24 of them, and a
/// client's place follows from its identifier, so that it finds the same address after a restart. Safe for use by
/// several threads.
final class Dhcp6Pool {

    private static final int PLACES = 1 << 24;
    private static final int TRIES_MAX = 64;
    private static final int CLIENTS_MAX = 1 << 16;

    private record Holder(String client, long until) {}

    private final byte[] first;
    private final Map<Integer, Holder> byPlace = new HashMap<>();

    /// @param first the lowest address; its last three bytes are counted up
    Dhcp6Pool(Inet6Address first) {
        this.first = first.getAddress();
    }

    /// The address of a client for so long; empty where none is left.
    synchronized Optional<Inet6Address> take(ByteBuffer client, long now, long until) {
        byte[] bytes = new byte[client.remaining()];
        client.get(bytes);
        String name = HexFormat.of().formatHex(bytes);
        if (byPlace.size() >= CLIENTS_MAX) {
            byPlace.values().removeIf(holder -> holder.until <= now);
        }
        int start = Math.floorMod(name.hashCode() * 0x9e3779b1, PLACES - 1) + 1;
        for (int i = 0; i < TRIES_MAX && byPlace.size() < CLIENTS_MAX; i++) {
            int place = (start + i) % PLACES;
            Holder holder = byPlace.get(place);
            if (place != 0 && (holder == null || holder.until <= now || holder.client.equals(name))) {
                byPlace.put(place, new Holder(name, until));
                return Optional.of(at(place));
            }
        }
        return Optional.empty();
    }

    private Inet6Address at(int place) {
        byte[] address = first.clone();
        address[13] = (byte) (place >>> 16);
        address[14] = (byte) (place >>> 8);
        address[15] = (byte) place;
        return Dhcp6Message.address(ByteBuffer.wrap(address));
    }
}
