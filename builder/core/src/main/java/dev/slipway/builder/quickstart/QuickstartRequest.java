package dev.slipway.builder.quickstart;

import java.nio.file.Path;

/// What the way is gone with.
///
/// @param userData the file that is baked in
/// @param directory where everything goes that is made; made where it is not there
/// @param slipway which build of Slipway this is: another one makes everything anew
public record QuickstartRequest(Path userData, Path directory, String slipway) {}
