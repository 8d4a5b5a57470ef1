package dev.slipway.pxe.media;

import java.util.Optional;

/// The SHA-256 of a content, in hexadecimal digits: it may become known later.
@FunctionalInterface
public interface ContentDigest {

    /// What is known now; once known, it stays.
    Optional<String> sha256();

    /// One that is known already.
    static ContentDigest known(String sha256) {
        return () -> Optional.of(sha256);
    }
}
