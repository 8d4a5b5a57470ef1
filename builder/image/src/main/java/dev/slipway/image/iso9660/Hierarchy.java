package dev.slipway.image.iso9660;

/// One of the ways in which a volume names its files. The declaration order is that of preference.
public enum Hierarchy {
    /// The primary hierarchy with POSIX names and attributes.
    ROCK_RIDGE,
    /// The supplementary hierarchy with names of 64 characters.
    JOLIET,
    /// The primary hierarchy as ECMA-119 has it. Names are given as recorded, without version `;1` and closing dot.
    PLAIN
}
