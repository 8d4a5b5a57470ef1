/// Tar archives as trees whose contents stay where they are: start at [TarReader], which makes a tree of the entries
/// that [TarEntries] reads. [TarWriter] makes archives, and [CompressedTar] unpacks a compressed one first.
@NullMarked
package dev.slipway.image.tar;

import org.jspecify.annotations.NullMarked;
