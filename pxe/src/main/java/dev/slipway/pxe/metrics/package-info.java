/// What the boot server counts, for Prometheus. Start at [BootMetrics].
@NullMarked
package dev.slipway.pxe.metrics;

import org.jspecify.annotations.NullMarked;
