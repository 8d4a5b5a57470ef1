package dev.slipway.pxe.subnet;

import dev.slipway.pxe.host.Ipv4;
import java.util.Optional;
import java.util.OptionalInt;

/// A network by its prefix, such as `10.7.0.0/24`.
///
/// @param address the lowest address
/// @param prefixLength from 8 to 30: smaller networks have no room for clients
public record Network(int address, int prefixLength) {

    private static final int PREFIX_MIN = 8;
    private static final int PREFIX_MAX = 30;

    public Network {
        if (prefixLength < PREFIX_MIN || prefixLength > PREFIX_MAX) {
            throw new IllegalArgumentException("a prefix of " + prefixLength + " bits");
        }
        if ((address & ~Ipv4.mask(prefixLength)) != 0) {
            throw new IllegalArgumentException(Ipv4.text(address) + " has bits behind /" + prefixLength);
        }
    }

    /// The network that somebody wrote; empty where it is none.
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.length() > slash + 3) {
            return Optional.empty();
        }
        OptionalInt address = Ipv4.parse(text.substring(0, slash));
        String bits = text.substring(slash + 1);
        if (address.isEmpty() || bits.isEmpty() || !bits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(bits);
        boolean sound = prefix >= PREFIX_MIN && prefix <= PREFIX_MAX && (address.getAsInt() & ~Ipv4.mask(prefix)) == 0;
        return sound ? Optional.of(new Network(address.getAsInt(), prefix)) : Optional.empty();
    }

    /// Whether an address is in it.
    public boolean contains(int other) {
        return (other & mask()) == address;
    }

    /// The mask.
    public int mask() {
        return Ipv4.mask(prefixLength);
    }

    /// The address that reaches everybody in it.
    public int broadcast() {
        return address | ~mask();
    }

    @Override
    public String toString() {
        return Ipv4.text(address) + "/" + prefixLength;
    }
}
