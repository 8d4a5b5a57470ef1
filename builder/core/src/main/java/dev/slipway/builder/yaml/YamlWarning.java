package dev.slipway.builder.yaml;

/// A plain scalar that readers of YAML 1.1, such as cloud-init's, take for something else than readers of 1.2.
///
/// @param scalar as it is written
/// @param readAs what YAML 1.1 makes of it, for messages: `the boolean true`, `the number 8`, `the number 750`
public record YamlWarning(YamlScalar scalar, String readAs) {}
