package dev.slipway.pxe.server;

import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.host.Ipv4;

/// The beginning of URLs that lead to us, such as `http://192.168.7.1`.
final class Origin {

    private static final int HTTP_PORT = 80;

    private Origin() {}

    /// For machines that reach us at this address. Port 80 is not written: some firmwares stumble over it.
    static String of(ServerConfiguration configuration, int address) {
        return of(configuration, Ipv4.text(address));
    }

    /// For machines that know us by this name or address, in brackets where it is one of IPv6.
    static String of(ServerConfiguration configuration, String host) {
        int port = configuration.http().port();
        return "http://" + host + (port == HTTP_PORT ? "" : ":" + port);
    }
}
