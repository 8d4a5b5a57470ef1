package dev.slipway.ova.vsphere.connection;

import java.io.IOException;

/// A server that vCenter named showed a certificate that is not trusted. vCenter's own is told by its address.
public final class UntrustedServerException extends IOException {

    private static final long serialVersionUID = 1;

    private final String host;

    public UntrustedServerException(String host, IOException cause) {
        super("the certificate of %s is not trusted".formatted(host), cause);
        this.host = host;
    }

    /// Which server.
    public String host() {
        return host;
    }
}
