/// An installed disk without an installation: the reference base laid out as its own installer would, with
/// partitions, file systems, boot loaders and user-data. Start at [InstalledDiskBuild].
@NullMarked
package dev.slipway.builder.disk;

import org.jspecify.annotations.NullMarked;
