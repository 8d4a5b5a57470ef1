package dev.slipway.cli;

import dev.slipway.builder.quickstart.QuickstartListener;
import dev.slipway.builder.quickstart.QuickstartStep;

/// Shows how a quickstart is going, and to who watches a terminal, what the guest said last.
final class QuickstartProgress implements QuickstartListener {

    private final Progress progress;
    private volatile String step = "";

    QuickstartProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void step(String text) {
        step = text;
        progress.step(text);
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
    public void done(QuickstartStep done) {
        progress.finished(
                done,
                done.reused()
                        ? "Step %s: nothing has changed, its work is used again".formatted(done.name())
                        : "Step %s: done in %s".formatted(done.name(), Sizes.ofTime(done.took())));
    }

    @Override
    public void lastLine(String line) {
        // In a log, the guest would drown everything else.
        if (progress instanceof Progress.Bar bar) {
            bar.step(step + ": " + line);
        }
    }
}
