package dev.slipway.ova.vsphere.transfer;

import dev.slipway.ova.vsphere.connection.Thumbprint;
import dev.slipway.ova.vsphere.connection.VcenterException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/// Where vCenter wants a file to be sent. Its address is as good as a password, and is told nowhere.
///
/// @param thumbprint of the certificate that is to be shown there, where vCenter told it
public record Endpoint(URI address, String method, Map<String, String> headers, Optional<Thumbprint> thumbprint) {

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /// Reads an address as vCenter gave it.
    ///
    /// @param place who gave it
    /// @throws VcenterException where nothing may be sent there
    public static URI address(String text, String place) throws IOException {
        try {
            URI uri = new URI(text);
            if ("https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below; the text is a secret.
        }
        throw new VcenterException(
                place, 200, "", "it names an address for uploads that is not of the form https://...");
    }

    /// The host, which is no secret.
    public String host() {
        return address.getAuthority();
    }

    @Override
    public String toString() {
        return "Endpoint[%s %s]".formatted(method, host());
    }
}
