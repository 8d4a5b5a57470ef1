/// Directories on a disk as trees, without reading a file's content: start at [DirectoryScan].
@NullMarked
package dev.slipway.image.scan;

import org.jspecify.annotations.NullMarked;
