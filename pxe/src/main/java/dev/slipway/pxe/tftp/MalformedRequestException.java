package dev.slipway.pxe.tftp;

/// A datagram that should have been a request and is none. The message says why, in words for the one who reads logs.
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final String why;

    MalformedRequestException(String why) {
        // No stack: anybody on the network may cause as many as there are datagrams.
        super(why, null, false, false);
        this.why = why;
    }

    /// Why it is none.
    public String why() {
        return why;
    }
}
