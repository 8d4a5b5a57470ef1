package dev.slipway.pxe.configuration;

import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.subnet.Pool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How addresses are written in the configuration.
final class Addresses {

    static final String FORM = "an address such as 192.168.7.1";
    static final String POOL_FORM = "a range such as 192.168.7.100 - 192.168.7.199";

    private Addresses() {}

    static Optional<Integer> parse(String text) {
        OptionalInt address = Ipv4.parse(text);
        return address.isPresent() ? Optional.of(address.getAsInt()) : Optional.empty();
    }

    /// Reads `192.168.7.100 - 192.168.7.199`, or a single address.
    static Optional<Pool> pool(String text) {
        int dash = text.indexOf('-');
        Optional<Integer> first =
                parse(dash < 0 ? text.strip() : text.substring(0, dash).strip());
        Optional<Integer> last =
                dash < 0 ? first : parse(text.substring(dash + 1).strip());
        return first.flatMap(from ->
                last.filter(to -> Integer.compareUnsigned(from, to) <= 0).map(to -> new Pool(from, to)));
    }

    static boolean overlap(Pool one, Pool other) {
        return one.contains(other.first()) || other.contains(one.first());
    }

    /// Adds an option of addresses, where there are any.
    static void add(DhcpOptions.Builder options, int code, List<Integer> addresses) {
        if (!addresses.isEmpty()) {
            options.add(code, bytes(addresses));
        }
    }

    /// Addresses as an option holds them.
    static byte[] bytes(List<Integer> addresses) {
        ByteBuffer bytes = ByteBuffer.allocate(addresses.size() * Integer.BYTES);
        addresses.forEach(bytes::putInt);
        return bytes.array();
    }
}
