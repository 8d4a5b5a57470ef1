/// GRUB for a BIOS, put together from the files of its package as `grub-mkimage` would: start at [GrubBiosImage].
@NullMarked
package dev.slipway.builder.grub;

import org.jspecify.annotations.NullMarked;
