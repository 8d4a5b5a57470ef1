package dev.slipway.builder.installer;

import java.time.Duration;
import java.util.Optional;

/// A reference base, made or found.
///
/// @param place where it is: the tar of its root file system, or the image that was written
/// @param release the codename of the Debian release that it was made of
/// @param architecture in Debian's spelling
/// @param packages how many are installed in it
/// @param tarBytes the size of its root file system as a tar
/// @param digest of that tar
/// @param imageDigest of the image, where one was written
/// @param madeNow whether it was made now, and not found in the cache
/// @param took how long it took
public record ReferenceBaseResult(
        String place,
        String release,
        String architecture,
        int packages,
        long tarBytes,
        String digest,
        Optional<String> imageDigest,
        boolean madeNow,
        Duration took) {}
