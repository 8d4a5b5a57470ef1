package dev.slipway.pxe.dhcp6;

/// A datagram that is no DHCPv6 message. It carries no stack trace: a network can send many of these.
public final class MalformedDhcp6Exception extends Exception {

    private static final long serialVersionUID = 1;

    public MalformedDhcp6Exception(String message) {
        super(message, null, false, false);
    }
}
