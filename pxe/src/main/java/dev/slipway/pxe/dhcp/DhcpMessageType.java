package dev.slipway.pxe.dhcp;

import java.util.Optional;

/// What a message is for (RFC 2132, chapter 9.6).
public enum DhcpMessageType {
    DISCOVER(1),
    OFFER(2),
    REQUEST(3),
    DECLINE(4),
    ACK(5),
    NAK(6),
    RELEASE(7),
    INFORM(8);

    private static final DhcpMessageType[] ALL = values();

    private final int code;

    DhcpMessageType(int code) {
        this.code = code;
    }

    /// The type of that number.
    public static Optional<DhcpMessageType> ofCode(int code) {
        return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    /// The name as RFC 2131 writes it.
    public String text() {
        return "DHCP" + name();
    }
}
