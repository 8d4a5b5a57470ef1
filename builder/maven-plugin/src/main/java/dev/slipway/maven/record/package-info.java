/// What an output was built from, so that nothing is done when nothing changed: start at [BuildRecord].
@NullMarked
package dev.slipway.maven.record;

import org.jspecify.annotations.NullMarked;
