package dev.slipway.builder.installer;

import dev.slipway.builder.base.RootFileSystemBase;

/// A base that is a root file system, opened: nothing of it is packed yet.
///
/// @param files its tree, with the digest and the time of it
/// @param known what is known of it
public record OpenedBase(RootFileSystemBase files, MediumBase known) {}
