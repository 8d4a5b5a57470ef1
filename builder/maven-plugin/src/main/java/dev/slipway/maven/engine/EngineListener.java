package dev.slipway.maven.engine;

import java.nio.file.Path;

/// Follows the engine.
public interface EngineListener {

    /// A file or directory that decides the content of the output; told before the first step.
    void input(Path path);

    /// The base's name may mean another base the next time; told before the first step.
    void unfixed(String base);

    /// What the name of a container image stands for now.
    void base(String name, String digest);

    /// A step begins; the one before has ended.
    void step(String step);

    /// The current step has come so far.
    void progress(int percent);

    /// Something that the user should know and that does not stop the build.
    void warning(String text);
}
