/// ISO 9660 (ECMA-119) level 3 with Rock Ridge (SUSP and RRIP 1.12), Joliet and El Torito. Start at [IsoLayout] to plan
/// an image and at [IsoReader] to read one; each structure on the disk is a record of its own.
@NullMarked
package dev.slipway.image.iso9660;

import org.jspecify.annotations.NullMarked;
