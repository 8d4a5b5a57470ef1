package dev.slipway.image.ext4;

/// Blocks one behind another.
///
/// @param start the number of the first
/// @param length how many there are
record BlockRun(long start, long length) {

    /// The number of the first block behind them.
    long end() {
        return start + length;
    }

    /// How many of them lie in a range.
    long within(long from, long to) {
        return Math.max(0, Math.min(end(), to) - Math.max(start, from));
    }
}
