package dev.slipway.pxe.configuration;

import java.util.Optional;

/// A network of IPv4 (RFC 4632).
///
/// @param network its first address, as bits
/// @param prefix how many of the first bits are the network's
public record Cidr(int network, int prefix) {

    /// Reads `192.168.7.0/24`.
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Ipv4.parse(text.substring(0, slash))
                .filter(address -> prefix >= 1 && prefix <= 32 && (address & ~mask(prefix)) == 0)
                .map(address -> new Cidr(address, prefix));
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (Integer.SIZE - prefix);
    }

    /// The network's mask, as bits.
    public int mask() {
        return mask(prefix);
    }

    /// Whether an address belongs to it.
    public boolean contains(int address) {
        return (address & mask()) == network;
    }

    @Override
    public String toString() {
        return Ipv4.text(network) + "/" + prefix;
    }
}
