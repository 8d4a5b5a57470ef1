/// Rewrites old spellings of user-data and leaves every other byte alone: start at [UserDataFix].
@NullMarked
package dev.slipway.builder.userdata.fix;

import org.jspecify.annotations.NullMarked;
