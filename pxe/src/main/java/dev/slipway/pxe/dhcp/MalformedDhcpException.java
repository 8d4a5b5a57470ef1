package dev.slipway.pxe.dhcp;

/// A datagram that is no DHCP message. It carries no stack trace: a network can send many of these.
public final class MalformedDhcpException extends Exception {

    private static final long serialVersionUID = 1;

    public MalformedDhcpException(String message) {
        super(message, null, false, false);
    }
}
