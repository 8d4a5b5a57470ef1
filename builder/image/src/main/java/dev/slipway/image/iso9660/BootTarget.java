package dev.slipway.image.iso9660;

import static java.util.Objects.requireNonNull;

/// What a boot entry points at.
public sealed interface BootTarget {

    /// A regular file of the tree.
    record InTree(String path) implements BootTarget {
        public InTree {
            requireNonNull(path, "path is null");
        }
    }

    /// The reserved region of the [partition view][IsoRequest.Partition], the EFI system partition usually.
    record Reserved() implements BootTarget {}

    /// Blocks whose place is known beforehand.
    record Region(long block, long lengthBytes) implements BootTarget {}
}
