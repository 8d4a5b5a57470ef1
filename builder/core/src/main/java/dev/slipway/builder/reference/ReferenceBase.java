package dev.slipway.builder.reference;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Platform;
import java.nio.file.Path;

/// A base that was made of a recipe, in the cache.
///
/// @param tar its root file system
/// @param platform what it runs on
/// @param release the codename of the Debian release that it was made of
/// @param packages how many are installed in it
/// @param digest of the tar
/// @param madeNow whether it was made now, and not found in the cache
public record ReferenceBase(
        Path tar, Platform platform, String release, int packages, Digest digest, boolean madeNow) {}
