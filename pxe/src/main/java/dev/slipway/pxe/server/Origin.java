package dev.slipway.pxe.server;

import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.dhcp.Ipv4;

/// The beginning of URLs that lead to us, such as `http://192.168.7.1`.
final class Origin {

    private static final int HTTP_PORT = 80;

    private Origin() {}

    /// For machines that reach us at this address. Port 80 is not written: some firmwares stumble over it.
    static String of(ServerConfiguration configuration, int address) {
        int port = configuration.http().port();
        return "http://" + Ipv4.text(address) + (port == HTTP_PORT ? "" : ":" + port);
    }
}
