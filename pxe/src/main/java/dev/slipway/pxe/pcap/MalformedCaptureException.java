package dev.slipway.pxe.pcap;

import java.io.IOException;

/// A capture that cannot be read.
public final class MalformedCaptureException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedCaptureException(String problem, long offset) {
        super("%s, at byte %d".formatted(problem, offset));
    }
}
