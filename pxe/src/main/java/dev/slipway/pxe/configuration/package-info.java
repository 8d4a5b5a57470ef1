/// What the boot server is told in `pxe.yaml`. Start at [ServerConfiguration].
@NullMarked
package dev.slipway.pxe.configuration;

import org.jspecify.annotations.NullMarked;
