/// The whole way in one go, from nothing to a booted machine with its user-data in force: start at
/// [dev.slipway.builder.quickstart.Quickstart].
@NullMarked
package dev.slipway.builder.quickstart;

import org.jspecify.annotations.NullMarked;
