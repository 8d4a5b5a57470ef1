package dev.slipway.pxe.media;

import dev.slipway.image.Image;
import java.time.Instant;
import java.util.Optional;

/// A file to fetch.
///
/// @param path its path on the medium, or the name of a whole image
/// @param content its bytes, where they lie
/// @param digest of them
/// @param modified when the file was written in which they lie
public record MediaFile(String path, Image content, ContentDigest digest, Instant modified) {

    /// The last part of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The digest in hexadecimal digits, as soon as it is known.
    public Optional<String> sha256() {
        return digest.sha256();
    }
}
