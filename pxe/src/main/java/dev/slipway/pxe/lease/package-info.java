/// Who has which address until when, and the file that remembers it. Start at [LeaseTable] and [LeaseJournal].
@NullMarked
package dev.slipway.pxe.lease;

import org.jspecify.annotations.NullMarked;
