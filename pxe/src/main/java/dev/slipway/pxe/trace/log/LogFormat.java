package dev.slipway.pxe.trace.log;

/// What the log looks like.
public enum LogFormat {
    /// One line an event: time, card, label, words.
    TEXT,
    /// One JSON object a line.
    JSON
}
