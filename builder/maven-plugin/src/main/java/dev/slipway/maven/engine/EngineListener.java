package dev.slipway.maven.engine;

import java.nio.file.Path;

/// Follows the engine.
public interface EngineListener {

    /// A file or directory that decides the content of the output; told before the first step.
    void input(Path path);

    /// A step begins; the one before has ended.
    void step(String step);

    /// The current step has come so far.
    void progress(int percent);

    /// Something that the user should know and that does not stop the build.
    void warning(String text);
}
