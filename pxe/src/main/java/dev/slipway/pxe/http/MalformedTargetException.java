package dev.slipway.pxe.http;

/// What a request asks for cannot be read.
public final class MalformedTargetException extends Exception {

    MalformedTargetException(String reason) {
        super(reason);
    }
}
