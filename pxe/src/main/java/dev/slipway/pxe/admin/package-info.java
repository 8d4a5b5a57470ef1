/// What an administrator sees of the boot server: pages, JSON, captures, metrics. Handlers without a server: start
/// at [AdminPages].
@NullMarked
package dev.slipway.pxe.admin;

import org.jspecify.annotations.NullMarked;
