package dev.slipway.cli;

import java.util.function.LongSupplier;

/// Draws one line that fits the terminal: what is being done, a bar, how much of how much. Says what to print and
/// prints nothing itself.
final class ProgressBar {

    /// To the first column, and everything from there on erased (ECMA-48, EL).
    static final String CLEAR = "\r\033[K";

    private static final long REDRAW_NANOS_MIN = 100_000_000;
    private static final int BAR_COLUMNS_MAX = 30;
    private static final int BAR_COLUMNS_MIN = 8;
    private static final String GREEN = "\033[32m";
    private static final String PLAIN = "\033[0m";

    private final int columns;
    private final boolean colored;
    private final LongSupplier nanoTime;
    private String step = "";
    private long done;
    private long total;
    private long drawnAtNanos;

    ProgressBar(int columns, boolean colored, LongSupplier nanoTime) {
        this.columns = columns;
        this.colored = colored;
        this.nanoTime = nanoTime;
    }

    /// A step begins.
    String begin(String newStep) {
        step = Printable.of(newStep);
        done = 0;
        total = 0;
        return draw();
    }

    /// The step has come so far.
    ///
    /// @return what to print: nothing where the line was drawn a moment ago
    String advance(long doneBytes, long totalBytes) {
        done = doneBytes;
        total = totalBytes;
        return nanoTime.getAsLong() - drawnAtNanos < REDRAW_NANOS_MIN ? "" : draw();
    }

    /// The line as it is now.
    String draw() {
        drawnAtNanos = nanoTime.getAsLong();
        // The last column stays free: some terminals go to the next line as soon as it is written.
        int room = Math.max(1, columns - 1);
        if (total <= 0) {
            return CLEAR + cut(step, room);
        }
        double share = Math.clamp((double) done / total, 0, 1);
        String numbers = " %3d%%  %s of %s".formatted((int) (share * 100), Sizes.ofBytes(done), Sizes.ofBytes(total));
        int bar = Math.min(BAR_COLUMNS_MAX, room - numbers.length() - Math.min(step.length(), 20) - 4);
        if (bar < BAR_COLUMNS_MIN) {
            return CLEAR + cut(step + numbers, room);
        }
        String name = cut(step, room - numbers.length() - bar - 4);
        return CLEAR + name + "  [" + bar(bar, share) + "]" + numbers;
    }

    private String bar(int length, double share) {
        int full = (int) (share * length);
        String reached = "#".repeat(full);
        return (colored ? GREEN + reached + PLAIN : reached) + " ".repeat(length - full);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
    }
}
