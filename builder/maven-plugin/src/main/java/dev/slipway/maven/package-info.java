/// The goals, one class each: they collect parameters, run the engine and render what comes of it. Start at
/// [EngineMojo]. All of this module runs in Maven's own JVM, Java 17 or later.
@NullMarked
package dev.slipway.maven;

import org.jspecify.annotations.NullMarked;
