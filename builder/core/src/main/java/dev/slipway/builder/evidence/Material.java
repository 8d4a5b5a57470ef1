package dev.slipway.builder.evidence;

import dev.slipway.image.Sha256;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What went into an output or came out beside it, by its digest (in-toto attestation framework 1.0,
/// `ResourceDescriptor`).
///
/// @param name what the user calls it, without directories of this machine
/// @param uri where others find it
/// @param algorithm of the digest, such as `sha256`
/// @param digest in hexadecimal digits
/// @param mediaType where it has one
public record Material(String name, Optional<String> uri, String algorithm, String digest, Optional<String> mediaType) {

    /// The name of in-toto for the digest that nearly all have.
    public static final String SHA256 = "sha256";

    /// Something with a SHA-256.
    public static Material of(String name, Sha256 sha256) {
        return new Material(name, Optional.empty(), SHA256, sha256.hex(), Optional.empty());
    }

    /// Something with this SHA-256.
    public static Material of(String name, byte[] sha256) {
        return new Material(name, Optional.empty(), SHA256, HexFormat.of().formatHex(sha256), Optional.empty());
    }

    /// Something with this SHA-256 in hexadecimal digits.
    public static Material of(String name, String sha256) {
        return new Material(name, Optional.empty(), SHA256, sha256, Optional.empty());
    }

    /// The same, found here.
    public Material at(String place) {
        return new Material(name, Optional.of(place), algorithm, digest, mediaType);
    }

    /// The same, of this type.
    public Material typed(String type) {
        return new Material(name, uri, algorithm, digest, Optional.of(type));
    }

    Map<String, Object> toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        uri.ifPresent(place -> members.put("uri", place));
        members.put("digest", Map.of(algorithm, digest));
        mediaType.ifPresent(type -> members.put("mediaType", type));
        return members;
    }
}
