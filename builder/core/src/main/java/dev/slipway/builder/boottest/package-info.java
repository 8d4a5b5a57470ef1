/// A user's own gate for an image: it is booted in a virtual machine, and what its guest really does is held against
/// what was expected of it. Start at [BootTest].
@NullMarked
package dev.slipway.builder.boottest;

import org.jspecify.annotations.NullMarked;
