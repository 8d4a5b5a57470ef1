package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is reached without the proxy: addresses, ranges and hosts with commas between them, or `*` for everything.
///
/// @param ranges those of its parts that are ranges of addresses
/// @param isEverything whether nothing goes through the proxy
public record NoProxy(List<CidrAddress> ranges, boolean isEverything) {

    /// Where clusters have their hosts, pods and services: RFC 1918, the shared addresses of RFC 6598, and the unique
    /// local ones of RFC 4193.
    private static final List<CidrAddress> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
            .flatMap(text -> CidrAddress.parse(text).stream())
            .toList();

    public NoProxy {
        ranges = List.copyOf(ranges);
    }

    /// Reads the text. Parts that are no ranges are left out.
    public static NoProxy parse(String text) {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return new NoProxy(parts.stream().flatMap(part -> range(part).stream()).toList(), parts.contains("*"));
    }

    /// Whether the traffic of a cluster in any private range goes past the proxy.
    public boolean coversPrivateRange() {
        return isEverything || ranges.stream().anyMatch(NoProxy::isPrivate);
    }

    private static boolean isPrivate(CidrAddress range) {
        return PRIVATE.stream().anyMatch(known -> known.contains(range.address()) || range.contains(known.address()));
    }

    /// A range, also that of all addresses, which no interface has.
    private static Optional<CidrAddress> range(String part) {
        return switch (part) {
            case "0.0.0.0/0" -> Optional.of(all(Family.IPV4));
            case "::/0" -> Optional.of(all(Family.IPV6));
            default -> CidrAddress.parse(part);
        };
    }

    private static CidrAddress all(Family family) {
        return new CidrAddress(new IpAddress(family, BigInteger.ZERO), 0);
    }
}
