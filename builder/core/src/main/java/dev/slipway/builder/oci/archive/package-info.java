/// Images in a tar, as `docker save`, `skopeo` and `podman` write them: start at
/// [dev.slipway.builder.oci.archive.ImageArchive].
@NullMarked
package dev.slipway.builder.oci.archive;

import org.jspecify.annotations.NullMarked;
