package dev.slipway.pxe.subnet;

import dev.slipway.pxe.host.Ipv4;

/// Addresses to give away, both ends included.
///
/// @param first the lowest
/// @param last the highest
public record Pool(int first, int last) {

    public Pool {
        if (Integer.compareUnsigned(first, last) > 0) {
            throw new IllegalArgumentException(Ipv4.text(first) + " is above " + Ipv4.text(last));
        }
    }

    /// Whether an address is in it.
    public boolean contains(int address) {
        return Integer.compareUnsigned(first, address) <= 0 && Integer.compareUnsigned(address, last) <= 0;
    }

    /// How many addresses it has.
    public long size() {
        return Integer.toUnsignedLong(last) - Integer.toUnsignedLong(first) + 1;
    }

    @Override
    public String toString() {
        return Ipv4.text(first) + "-" + Ipv4.text(last);
    }
}
