package dev.slipway.pxe.dhcp;

import dev.slipway.pxe.trace.Step;

/// What follows from a message.
public sealed interface Answer {

    /// Nothing at all, not even a word in the log.
    Answer NOTHING = new Nothing();

    /// An answer goes out.
    ///
    /// @param reply the answer
    /// @param asked what the client did by asking
    /// @param step what was done for it
    /// @param text the same in words
    record Send(DhcpReply reply, Step asked, Step step, String text) implements Answer {}

    /// An answer goes out unless somebody turns out to have the address already.
    ///
    /// @param offer the answer
    /// @param address the address
    record Probe(Send offer, int address) implements Answer {}

    /// Nothing goes out.
    ///
    /// @param step what happened
    /// @param text the same in words
    record Silence(Step step, String text) implements Answer {}

    /// See [#NOTHING].
    record Nothing() implements Answer {}
}
