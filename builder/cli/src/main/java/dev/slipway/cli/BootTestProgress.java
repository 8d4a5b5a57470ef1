package dev.slipway.cli;

import dev.slipway.builder.boottest.BootTestListener;

/// Shows what a boot test waits for, and to who watches a terminal, what the guest said last.
final class BootTestProgress implements BootTestListener {

    private final Progress progress;
    private volatile String waiting = "Start the machine";

    BootTestProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void waitingFor(String words) {
        waiting = "Wait for " + words;
        progress.step(waiting);
    }

    @Override
    public void lastLine(String line) {
        // In a log, the guest would drown everything else.
        if (progress instanceof Progress.Bar bar) {
            bar.step(waiting + ": " + line);
        }
    }
}
