/// The tree of files that every file system writer takes and every reader gives: start at [Directory].
@NullMarked
package dev.slipway.image.tree;

import org.jspecify.annotations.NullMarked;
