package dev.slipway.ova.vsphere.connection;

import dev.slipway.builder.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where a vCenter Server listens. Always with TLS: there is no way to write another.
///
/// @param host a name or an address, an IPv6 address in brackets
public record VcenterAddress(String host, int port) {

    private static final int PORT_USUAL = 443;

    /// Understands `HOST`, `HOST:PORT` and `https://HOST[:PORT]`.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    public static VcenterAddress parse(String text) {
        String address = text.strip();
        if (address.toLowerCase(Locale.ROOT).startsWith("https://")) {
            address = address.substring("https://".length()).replaceAll("/(ui/?|sdk/?)?$", "");
        }
        try {
            URI uri = new URI("https://" + address);
            boolean isBare = uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (uri.getHost() != null && isBare && uri.getPort() <= 65_535) {
                return new VcenterAddress(uri.getHost(), uri.getPort() < 0 ? PORT_USUAL : uri.getPort());
            }
        } catch (URISyntaxException e) {
            // Said below. What was typed is not told: it may hold a password.
        }
        throw Problem.usage("vsphere.address", "this is no address of a vCenter Server")
                .because("it is not of the form HOST or HOST:PORT")
                .fix("write --vcenter vcenter.example.com; user and password have options of their own")
                .exception();
    }

    /// A path on that server.
    URI resolve(String path) {
        return URI.create("https://" + authority() + path);
    }

    /// As people write it.
    public String authority() {
        return port == PORT_USUAL ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }
}
