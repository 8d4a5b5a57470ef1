package dev.slipway.ova.process;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.installer.BuildListener;

/// Passes on what the build says and nothing of what a guest says: in a log, it would drown everything else.
record GuestUnheard(BuildListener events) implements GuestListener {

    @Override
    public void step(String step) {
        events.step(step);
    }

    @Override
    public void progress(long done, long total) {
        events.progress(done, total);
    }

    @Override
    public void resolvedBase(String name, String digest) {
        events.resolvedBase(name, digest);
    }

    @Override
    public void warning(String text) {
        events.warning(text);
    }
}
