package dev.slipway.pxe.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Where a server listens.
///
/// @param addresses each an address of IPv4 or IPv6, or the wildcard, with its port; port 0 is any that is free
/// @param tls for HTTPS; empty for plain HTTP
public record HttpOptions(List<InetSocketAddress> addresses, Optional<TlsFiles> tls, HttpLimits limits) {

    public HttpOptions {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address");
        }
    }

    /// Plain HTTP on one address, with the usual limits.
    public static HttpOptions plain(InetSocketAddress address) {
        return new HttpOptions(List.of(address), Optional.empty(), HttpLimits.USUAL);
    }
}
