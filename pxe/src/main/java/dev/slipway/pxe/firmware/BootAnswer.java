package dev.slipway.pxe.firmware;

/// What a machine is to fetch.
public sealed interface BootAnswer {

    /// It boots from us.
    ///
    /// @param file the name of a loader or an URL, as the question wants it; anything where it wants nothing
    record Boot(String file) implements BootAnswer {}

    /// It is left alone: no word of booting goes to it.
    ///
    /// @param reason in words, for the log
    record NotForUs(String reason) implements BootAnswer {}
}
