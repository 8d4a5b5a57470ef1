/// Several user-data files as the one that a host would make of them: start at [UserDataMerge].
@NullMarked
package dev.slipway.builder.userdata.merge;

import org.jspecify.annotations.NullMarked;
