/// Compressors of single blocks, as squashfs and VMDK store them: no framing, no state from one block to the next.
/// Start at [Compression], which names one with its level and makes it.
@NullMarked
package dev.slipway.image.compression;

import org.jspecify.annotations.NullMarked;
