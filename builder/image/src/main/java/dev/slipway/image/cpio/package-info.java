/// Cpio archives in the form that Linux unpacks as an initramfs: [CpioImage] plans one, [CpioReader] reads them.
@NullMarked
package dev.slipway.image.cpio;

import org.jspecify.annotations.NullMarked;
