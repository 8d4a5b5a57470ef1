package dev.slipway.cli;

import dev.slipway.builder.boottest.GuestListener;

/// Shows how a build is going in which a guest may work: to who watches a terminal, what the guest said last.
class GuestProgress implements GuestListener {

    private final Progress progress;
    private volatile String current = "";

    GuestProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void step(String step) {
        current = step;
        progress.step(step);
    }

    @Override
    public void progress(long done, long total) {
        progress.progress(done, total);
    }

    @Override
    public void resolvedBase(String name, String digest) {
        progress.resolvedBase(name, digest);
    }

    @Override
    public void warning(String text) {
        progress.warning(text);
    }

    @Override
    public void lastLine(String line) {
        // In a log, the guest would drown everything else.
        if (progress instanceof Progress.Bar bar) {
            bar.step(current + ": " + line);
        }
    }
}
