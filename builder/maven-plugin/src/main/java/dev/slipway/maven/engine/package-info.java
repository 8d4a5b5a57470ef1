/// The engine in a process of its own, and the lines that are spoken with it: start at [EngineProcess].
@NullMarked
package dev.slipway.maven.engine;

import org.jspecify.annotations.NullMarked;
