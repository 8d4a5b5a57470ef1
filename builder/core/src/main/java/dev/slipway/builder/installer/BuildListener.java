package dev.slipway.builder.installer;

/// Follows a build: told of steps and of how far each has come. Called from one thread at a time.
public interface BuildListener {

    /// Hears nothing.
    BuildListener SILENT = new BuildListener() {};

    /// A step begins; the one before has ended.
    ///
    /// @param step what is being done, such as `Compress the root file system`
    default void step(String step) {}

    /// The current step has come so far.
    ///
    /// @param done and `total`: in bytes, `done` never decreasing within a step
    default void progress(long done, long total) {}

    /// What the name of a container image led to.
    ///
    /// @param name as the user wrote it
    /// @param digest of what it stands for now: with it the same base is had again
    default void resolvedBase(String name, String digest) {}

    /// Something that the user should know and that does not stop the build.
    default void warning(String text) {}
}
