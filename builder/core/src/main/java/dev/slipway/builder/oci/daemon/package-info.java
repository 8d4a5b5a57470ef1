/// Images that a Docker daemon holds: start at [dev.slipway.builder.oci.daemon.DaemonImage].
@NullMarked
package dev.slipway.builder.oci.daemon;

import org.jspecify.annotations.NullMarked;
