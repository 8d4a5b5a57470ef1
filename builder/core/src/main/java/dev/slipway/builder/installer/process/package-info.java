/// The build of an installer in a process of its own: start at [InstallerProcess].
@NullMarked
package dev.slipway.builder.installer.process;

import org.jspecify.annotations.NullMarked;
