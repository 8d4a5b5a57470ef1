package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.ResolvedImage;

/// Follows how an image comes to this machine. Called from one thread at a time.
public interface LayerListener {

    /// Hears nothing.
    LayerListener SILENT = new LayerListener() {};

    /// A step begins; the one before has ended.
    default void step(String step) {}

    /// The current step has come so far.
    ///
    /// @param done and `total`: in bytes, `done` never decreasing within a step
    default void progress(long done, long total) {}

    /// Something that the user should know and that does not stop the build.
    default void warning(String text) {}

    /// What a name led to: the place to show the digest that a tag stands for now.
    default void resolved(ResolvedImage image) {}
}
