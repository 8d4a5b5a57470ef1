/// Answers for Debian's installer: start at [Preseed].
@NullMarked
package dev.slipway.builder.userdata.preseed;

import org.jspecify.annotations.NullMarked;
