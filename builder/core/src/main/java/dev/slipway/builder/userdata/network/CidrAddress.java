package dev.slipway.builder.userdata.network;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import java.math.BigInteger;
import java.util.Optional;

/// An address with the length of its network's prefix: `10.0.10.25/24` (RFC 4632), `2001:db8::5/64` (RFC 4291).
///
/// @param address of a host
/// @param prefixLength how many bits all hosts of its network share
public record CidrAddress(IpAddress address, int prefixLength) {

    public CidrAddress {
        requireNonNull(address, "address is null");
        if (prefixLength < 0 || prefixLength > address.family().bits()) {
            throw new IllegalArgumentException("/%d is no prefix of %s".formatted(prefixLength, address));
        }
    }

    /// Reads an address with a slash and the length of its prefix.
    public static Optional<CidrAddress> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
        return address.flatMap(found -> PrefixLength.ofNumber(text.substring(slash + 1), found.family()).stream()
                .mapToObj(length -> new CidrAddress(found, length))
                .findFirst());
    }

    /// Whether another address lies in the same network.
    public boolean contains(IpAddress other) {
        return other.family() == address.family() && network(other).equals(network(address));
    }

    /// Whether it is the network itself and no host of it. Networks of one or two addresses have none such
    /// (RFC 3021, RFC 6164).
    public boolean isNetwork() {
        return hostBits() > 1 && network(address).shiftLeft(hostBits()).equals(address.value());
    }

    /// Whether it is the address of all hosts of its network; IPv6 has none such.
    public boolean isBroadcast() {
        BigInteger hosts = BigInteger.ONE.shiftLeft(hostBits()).subtract(BigInteger.ONE);
        return address.family() == Family.IPV4
                && hostBits() > 1
                && address.value().and(hosts).equals(hosts);
    }

    private BigInteger network(IpAddress of) {
        return of.value().shiftRight(hostBits());
    }

    private int hostBits() {
        return address.family().bits() - prefixLength;
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
