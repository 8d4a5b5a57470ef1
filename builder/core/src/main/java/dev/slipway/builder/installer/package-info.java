/// The main job, an installer ISO from a base and a user-data: start at [InstallerBuild].
@NullMarked
package dev.slipway.builder.installer;

import org.jspecify.annotations.NullMarked;
