package dev.slipway.builder.yaml;

/// A comment with its place, as [YamlDocument#comments] lists them.
///
/// @param text without its `#`
/// @param line where it stands, from 1
/// @param column of its `#`, from 1
/// @param inline whether something stands before it on the same line
public record YamlComment(String text, int line, int column, boolean inline) {}
