/// Where a JDK is that the engine runs on: start at [JavaHomeSearch].
@NullMarked
package dev.slipway.maven.jdk;

import org.jspecify.annotations.NullMarked;
