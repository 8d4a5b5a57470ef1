package dev.slipway.ova.archive;

/// Where manifest and certificate lie (DSP0243, chapter 5.3 allows both places).
public enum Placement {
    /// Directly behind the descriptor, where importers that read a stream want them.
    SECOND,
    /// At the end: archives that differ by site are equal up to what differs.
    LAST
}
