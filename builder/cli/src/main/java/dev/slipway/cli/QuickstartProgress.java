package dev.slipway.cli;

import dev.slipway.builder.quickstart.QuickstartListener;
import dev.slipway.builder.quickstart.QuickstartStep;

/// Shows how a quickstart is going.
final class QuickstartProgress extends GuestProgress implements QuickstartListener {

    private final Progress progress;

    QuickstartProgress(Progress progress) {
        super(progress);
        this.progress = progress;
    }

    @Override
    public void done(QuickstartStep done) {
        progress.finished(
                done,
                done.reused()
                        ? "Step %s: nothing has changed, its work is used again".formatted(done.name())
                        : "Step %s: done in %s".formatted(done.name(), Sizes.ofTime(done.took())));
    }
}
