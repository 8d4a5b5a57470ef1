package dev.slipway.pxe.publish;

import dev.slipway.image.Image;
import dev.slipway.pxe.trace.Step;

/// A file that machines may fetch.
///
/// @param name under which it was asked for, for messages
/// @param content its bytes
/// @param sent the step that a machine has made when it has it all
public record PublishedFile(String name, Image content, Step sent) {}
