/// The user-data that is baked into an installer: start at [UserData].
@NullMarked
package dev.slipway.builder.userdata;

import org.jspecify.annotations.NullMarked;
