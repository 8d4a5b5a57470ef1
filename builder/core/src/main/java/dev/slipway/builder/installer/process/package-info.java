/// The build in a process of its own, for callers that run on an older Java: start at [InstallerProcess]. The caller
/// writes the request as lines to its standard input and reads events as lines from its standard output.
@NullMarked
package dev.slipway.builder.installer.process;

import org.jspecify.annotations.NullMarked;
