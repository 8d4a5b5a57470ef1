package dev.slipway.builder.installer;

import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.oci.store.LayerListener;

/// Passes on to a build's listener what is heard of layers.
public record LayerEvents(BuildListener listener) implements LayerListener {
    @Override
    public void step(String step) {
        listener.step(step);
    }

    @Override
    public void progress(long done, long total) {
        listener.progress(done, total);
    }

    @Override
    public void warning(String text) {
        listener.warning(text);
    }

    @Override
    public void resolved(ResolvedImage image) {
        listener.resolvedBase(image.name(), image.named().toString());
    }
}
