/// The base that Slipway makes itself, of Debian packages, where no other is named: start at
/// [dev.slipway.builder.reference.ReferenceBases].
@NullMarked
package dev.slipway.builder.reference;

import org.jspecify.annotations.NullMarked;
