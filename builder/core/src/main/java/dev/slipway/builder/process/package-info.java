/// A build in a process of its own, for callers that run on an older Java: the caller writes a request as lines to its
/// standard input and reads events as lines from its standard output. Start at [BuildProcess].
@NullMarked
package dev.slipway.builder.process;

import org.jspecify.annotations.NullMarked;
