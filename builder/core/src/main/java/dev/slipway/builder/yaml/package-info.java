/// YAML as people wrote it: every node knows its place in the text and its comments, so that findings can point at it
/// and edits leave the rest alone. Start at [YamlDocument].
@NullMarked
package dev.slipway.builder.yaml;

import org.jspecify.annotations.NullMarked;
