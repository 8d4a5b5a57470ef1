package dev.slipway.pxe.configuration;

import java.util.Optional;

/// Addresses of IPv4 from the first to the last, both included, as bits.
public record AddressRange(int first, int last) {

    /// Reads `192.168.7.100 - 192.168.7.199`, or a single address.
    static Optional<AddressRange> parse(String text) {
        int dash = text.indexOf('-');
        Optional<Integer> first =
                Ipv4.parse(dash < 0 ? text.strip() : text.substring(0, dash).strip());
        Optional<Integer> last =
                dash < 0 ? first : Ipv4.parse(text.substring(dash + 1).strip());
        return first.flatMap(from ->
                last.filter(to -> Integer.compareUnsigned(from, to) <= 0).map(to -> new AddressRange(from, to)));
    }

    /// Whether two ranges have an address in common.
    boolean overlaps(AddressRange other) {
        return Integer.compareUnsigned(first, other.last) <= 0 && Integer.compareUnsigned(other.first, last) <= 0;
    }

    @Override
    public String toString() {
        return Ipv4.text(first) + " - " + Ipv4.text(last);
    }
}
