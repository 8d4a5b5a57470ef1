/// QEMU's qcow2 images, versions 2 and 3, for reading (QEMU's documentation, "qcow2 image file format"). Start at
/// [Qcow2File].
@NullMarked
package dev.slipway.image.qcow2;

import org.jspecify.annotations.NullMarked;
